#if NETFRAMEWORK
using System.Net;
using System.Net.Http;

namespace AdoPat.Http;

/// <summary>The sockets below everything: no redirects, no cookies, and an untrusted certificate only of the emulator or where it was named.</summary>
internal static class ServiceTransport
{
    public static HttpMessageHandler Create(ServerTrust trust)
    {
        AllowModernTls();
        return new FreshConnectionForPost(CreateSockets(trust)) { InnerHandler = CreateSockets(trust) };
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

    private static HttpClientHandler CreateSockets(ServerTrust trust)
    {
        HttpClientHandler handler = new()
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            AutomaticDecompression = DecompressionMethods.GZip | DecompressionMethods.Deflate,
            MaxConnectionsPerServer = 64, // Two by default; nobody has more lanes than this.
            UseProxy = trust.UsesProxy,
        };
        if (trust.Check is { } check)
        {
            handler.ServerCertificateCustomValidationCallback = (request, certificate, chain, errors) => check(request, certificate, chain, errors);
        }

        return handler;
    }
}
#endif
