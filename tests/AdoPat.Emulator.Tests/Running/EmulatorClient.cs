using System;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading.Tasks;

namespace AdoPat.Emulator.Tests.Running;

/// <summary>Talks to an emulator as a careful client does: only its certificate is trusted, no redirect is followed.</summary>
public sealed class EmulatorClient : IDisposable
{
    public const string Pats = "vssps.dev.azure.com/contoso/_apis/tokens/pats";
    public const string ClientId = "872cd9fa-d31f-45e0-9eab-6e460a02d1f1";
    public const string AzureDevOps = "499b84ac-1321-427f-aa17-267ca6975798";
    public const string AllScopes = AzureDevOps + "/.default openid profile offline_access";

    private readonly HttpClient _http;

    public EmulatorClient(Uri address, X509Certificate2 certificate)
    {
        string trusted = certificate.Thumbprint;
        HttpClientHandler handler = new()
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            ServerCertificateCustomValidationCallback = (_, shown, _, errors) =>
                shown?.Thumbprint == trusted && (errors & SslPolicyErrors.RemoteCertificateNameMismatch) == 0,
        };
        _http = new HttpClient(handler) { BaseAddress = address };
    }

    public Uri Address => _http.BaseAddress!;

    public void Dispose() => _http.Dispose();

    public async Task<Answer> SendAsync(HttpRequestMessage request)
    {
        using (request)
        {
            using HttpResponseMessage response = await _http.SendAsync(request);
            return await Answer.ReadAsync(response);
        }
    }

    public Task<Answer> SendAsync(HttpMethod method, string path, HttpContent? body = null, string? authorization = null, params (string Name, string Value)[] headers)
    {
        HttpRequestMessage request = new(method, path) { Content = body };
        if (authorization is not null)
        {
            request.Headers.Authorization = AuthenticationHeaderValue.Parse(authorization);
        }

        foreach ((string name, string value) in headers)
        {
            request.Headers.Add(name, value);
        }

        return SendAsync(request);
    }

    public Task<Answer> GetAsync(string path, string? authorization = null, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Get, path, null, authorization, headers);

    public Task<Answer> PostFormAsync(string path, params (string Name, string Value)[] fields) =>
        SendAsync(HttpMethod.Post, path, Body.Form(fields));

    /// <summary>Signs a user in with a device code, as a person would on the page.</summary>
    /// <returns>The value of the Authorization header.</returns>
    public async Task<string> SignInAsync(string upn, string scope = AllScopes, string tenant = "organizations", string claims = "") =>
        "Bearer " + (string)(await GetTokensAsync(upn, scope, tenant, claims))["access_token"]!;

    /// <summary>Signs a user in with a device code, as a person would on the page.</summary>
    /// <returns>The answer of the token endpoint.</returns>
    public async Task<JsonNode> GetTokensAsync(string upn, string scope = AllScopes, string tenant = "organizations", string claims = "")
    {
        JsonNode code = (await PostFormAsync($"{tenant}/oauth2/v2.0/devicecode", ("client_id", ClientId), ("scope", scope), ("claims", claims))).MustBe(200).Json;
        (await PostFormAsync("devicelogin", ("code", (string)code["user_code"]!), ("account", upn))).MustBe(200);
        Answer tokens = await PostFormAsync(
            $"{tenant}/oauth2/v2.0/token", ("client_id", ClientId), ("grant_type", "device_code"), ("device_code", (string)code["device_code"]!));
        return tokens.MustBe(200).Json;
    }

    /// <summary>The value of the Authorization header with which a personal access token is used.</summary>
    public static string Basic(string token) => "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(":" + token));
}
