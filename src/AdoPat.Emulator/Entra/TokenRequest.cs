using System;
using System.Text;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Http;

namespace AdoPat.Emulator.Entra;

/// <summary>What a client posts to the token or device code endpoint.</summary>
internal sealed class TokenRequest
{
    private const string Basic = "Basic ";

    private readonly IFormCollection _form;

    private TokenRequest(string tenant, HttpRequest request, IFormCollection form)
    {
        Tenant = tenant;
        Authority = $"https://{request.Host}";
        _form = form;
        (ClientId, Secret) = Credentials(request.Headers.Authorization.ToString());
    }

    public string Tenant { get; }

    /// <summary>Scheme and host that the client called.</summary>
    public string Authority { get; }

    public string ClientId { get; }

    public string? Secret { get; }

    public string GrantType => this["grant_type"];

    public string Scope => this["scope"];

    public bool HasClaims => ClaimsRequest.AnswersChallenge(this["claims"]);

    public string this[string name] => _form[name].ToString();

    /// <summary>Reads the form.</summary>
    /// <param name="tenant">The tenant of the address.</param>
    /// <param name="request">The HTTP request.</param>
    /// <returns>The token request.</returns>
    public static async Task<TokenRequest> ReadAsync(string tenant, HttpRequest request) =>
        new(tenant, request, request.HasFormContentType ? await request.ReadFormAsync() : FormCollection.Empty);

    private (string ClientId, string? Secret) Credentials(string authorization)
    {
        if (!authorization.StartsWith(Basic, StringComparison.OrdinalIgnoreCase))
        {
            return (this["client_id"], this["client_secret"] is { Length: > 0 } secret ? secret : null);
        }

        Span<byte> bytes = new byte[authorization.Length];
        if (!Convert.TryFromBase64String(authorization[Basic.Length..].Trim(), bytes, out int length))
        {
            return ("", null);
        }

        string[] pair = Encoding.UTF8.GetString(bytes[..length]).Split(':', 2);
        return (Uri.UnescapeDataString(pair[0]), pair.Length > 1 ? Uri.UnescapeDataString(pair[1]) : null);
    }
}
