#if NET
using System;
using System.Net;
using System.Net.Http;

namespace AdoPat.Http;

/// <summary>The sockets below everything: no redirects, no cookies, and an untrusted certificate only of the emulator or where it was named.</summary>
internal static class ServiceTransport
{
    public static HttpMessageHandler Create(ServerTrust trust)
    {
        SocketsHttpHandler handler = new()
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            AutomaticDecompression = DecompressionMethods.All,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            ConnectTimeout = TimeSpan.FromSeconds(20),
            UseProxy = trust.UsesProxy,
        };
        handler.SslOptions.RemoteCertificateValidationCallback = trust.Check;
        return handler;
    }
}
#endif
