using System;
using System.Net.Http;
using System.Net.Security;
using Microsoft.Identity.Client;

namespace AdoPat.Msal;

/// <summary>
/// Reaches an emulator on this machine, whose certificate nobody signed. The certificate is accepted for that one
/// address and for no other, and no proxy sees the request.
/// </summary>
#pragma warning disable CA1001 // MSAL asks for the client as long as there is a session, and has no end of one.
internal sealed class EmulatorHttpClientFactory : IMsalHttpClientFactory
#pragma warning restore CA1001
{
    private readonly HttpClient _client;

    /// <summary>Makes the one client that all requests share.</summary>
    /// <param name="authority">The emulator's address.</param>
    public EmulatorHttpClientFactory(Uri authority)
    {
#pragma warning disable CA2000 // The client owns the handler, and lives as long as the sign-in.
        var handler = new HttpClientHandler
        {
            UseProxy = false,
            AllowAutoRedirect = false,
            ServerCertificateCustomValidationCallback = (request, _, _, errors) =>
                errors == SslPolicyErrors.None || IsEmulator(request.RequestUri, authority),
        };
        _client = new HttpClient(handler);
#pragma warning restore CA2000
    }

    /// <inheritdoc/>
    public HttpClient GetHttpClient() => _client;

    private static bool IsEmulator(Uri? uri, Uri authority) =>
        uri is not null && authority.IsLoopback && uri.Host == authority.Host && uri.Port == authority.Port;
}
