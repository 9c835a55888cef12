#if NETFRAMEWORK
using System.Net;
using System.Net.Http;
using AdoPat.Sessions;

namespace AdoPat.Http;

/// <summary>The sockets below everything: no redirects, no cookies, and an untrusted certificate only of the emulator.</summary>
internal static class ServiceTransport
{
    public static HttpMessageHandler Create(ServiceEndpoints endpoints)
    {
        AllowModernTls();
        return new FreshConnectionForPost(CreateSockets(endpoints)) { InnerHandler = CreateSockets(endpoints) };
    }

    // Windows PowerShell may run with an old list of protocols. Add to it, never replace: others in the process rely on it.
    // For the whole process, so that a sign-in has it too when it comes before the first request of ours.
    public static void AllowModernTls()
    {
        if (ServicePointManager.SecurityProtocol != SecurityProtocolType.SystemDefault)
        {
            ServicePointManager.SecurityProtocol |= SecurityProtocolType.Tls12;
        }
    }

    private static HttpClientHandler CreateSockets(ServiceEndpoints endpoints)
    {
        HttpClientHandler handler = new()
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            AutomaticDecompression = DecompressionMethods.GZip | DecompressionMethods.Deflate,
            MaxConnectionsPerServer = 64, // Two by default; nobody has more lanes than this.
        };
        if (endpoints.IsEmulator)
        {
            // Requests of this handler go to the loopback address that ServiceEndpoints has checked.
            handler.UseProxy = false;
            handler.ServerCertificateCustomValidationCallback = (_, _, _, _) => true;
        }

        return handler;
    }
}
#endif
