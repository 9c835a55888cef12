#if NET
using System;
using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Http;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using AdoPat.Sessions;

namespace AdoPat.Http;

/// <summary>The sockets below everything: no redirects, no cookies, and an untrusted certificate only of the emulator.</summary>
internal static class ServiceTransport
{
    [SuppressMessage("Security", "CA5359", Justification = "Requests of this handler go to the loopback address that ServiceEndpoints has checked.")]
    public static HttpMessageHandler Create(ServiceEndpoints endpoints)
    {
        SocketsHttpHandler handler = new()
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            AutomaticDecompression = DecompressionMethods.All,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            ConnectTimeout = TimeSpan.FromSeconds(20),
        };
        if (endpoints.IsEmulator)
        {
            handler.UseProxy = false;
            handler.SslOptions.RemoteCertificateValidationCallback = AcceptAny;
        }

        return handler;
    }

    private static bool AcceptAny(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors) => true;
}
#endif
