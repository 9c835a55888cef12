using System;
using System.Collections.Generic;
using System.Net;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;

namespace AdoPat.Benchmarks.Bare;

/// <summary>The emulator, as a client sees it.</summary>
internal sealed class Service : IDisposable
{
    private const string ClientId = "04b07795-8ddb-461a-bbee-02f9e1bf7b46";
    private const string Scope = "499b84ac-1321-427f-aa17-267ca6975798/.default";

    private readonly HttpClient _client;
    private readonly HttpClient _control;

    public Service(Uri uri)
    {
        _client = Create(uri);
        _control = Create(uri);
        _client.DefaultRequestHeaders.Accept.ParseAdd("application/json");
        _client.DefaultRequestHeaders.Add("X-TFS-FedAuthRedirect", "Suppress");
    }

    /// <summary>Signs in by device code, which the emulator approves by itself.</summary>
    public async Task SignInAsync()
    {
        using JsonDocument code = await PostAsync("organizations/oauth2/v2.0/devicecode", []);
        using JsonDocument token = await PostAsync("organizations/oauth2/v2.0/token", new()
        {
            ["grant_type"] = "device_code",
            ["device_code"] = code.RootElement.GetProperty("device_code").GetString()!,
        });
        SignInWith(token.RootElement.GetProperty("access_token").GetString()!);
    }

    /// <summary>Uses an access token from elsewhere.</summary>
    public void SignInWith(string accessToken) => _client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", accessToken);

    /// <summary>Lets the emulator's journal begin here, over a connection of its own.</summary>
    public async Task ForgetRequestsAsync()
    {
        using HttpResponseMessage answer = await _control.DeleteAsync(new Uri("_emulator/requests", UriKind.Relative));
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>Revokes a token.</summary>
    public async Task RevokeAsync(string id, CancellationToken stop)
    {
        Uri address = new($"vssps.dev.azure.com/contoso/_apis/tokens/pats?authorizationId={id}&api-version=7.2-preview.1", UriKind.Relative);
        using HttpResponseMessage answer = await _client.DeleteAsync(address, stop);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>Lists the active tokens of an organization, page by page.</summary>
    public async IAsyncEnumerable<IReadOnlyList<Token>> ListAsync(string organization, [EnumeratorCancellation] CancellationToken stop = default)
    {
        string next = "";
        do
        {
            using HttpResponseMessage answer = await _client.GetAsync(Page(organization, next), HttpCompletionOption.ResponseHeadersRead, stop);
            answer.EnsureSuccessStatusCode();
            TokenPage page = (await answer.Content.ReadFromJsonAsync(TokenJson.Default.TokenPage, stop))!;
            yield return page.PatTokens;
            next = page.ContinuationToken;
        }
        while (next.Length > 0);
    }

    /// <summary>The first page of a list, as it came over the wire.</summary>
    public Task<string> FirstPageAsync(string organization) => _client.GetStringAsync(Page(organization, ""));

    /// <summary>Reads a page.</summary>
    public static IReadOnlyList<Token> ReadPage(string json) => JsonSerializer.Deserialize(json, TokenJson.Default.TokenPage)!.PatTokens;

    public void Dispose()
    {
        _client.Dispose();
        _control.Dispose();
    }

    // The certificate of the emulator is made at its start, and nobody's.
    private static HttpClient Create(Uri uri) => new(new SocketsHttpHandler
    {
        SslOptions = { RemoteCertificateValidationCallback = (_, _, _, _) => uri.IsLoopback },
        UseProxy = false,
        UseCookies = false,
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.All,
    })
    {
        BaseAddress = uri,
        DefaultRequestVersion = HttpVersion.Version20,
    };

    private static Uri Page(string organization, string continuation) => new(
        $"vssps.dev.azure.com/{organization}/_apis/tokens/pats?displayFilterOption=active&sortByOption=displayName&isSortAscending=true&$top=100"
        + $"&continuationToken={Uri.EscapeDataString(continuation)}&api-version=7.2-preview.1",
        UriKind.Relative);

    private async Task<JsonDocument> PostAsync(string path, Dictionary<string, string> form)
    {
        form.Add("client_id", ClientId);
        form.Add("scope", Scope);
        using FormUrlEncodedContent content = new(form);
        using HttpResponseMessage answer = await _control.PostAsync(new Uri(path, UriKind.Relative), content);
        answer.EnsureSuccessStatusCode();
        return await JsonDocument.ParseAsync(await answer.Content.ReadAsStreamAsync());
    }
}
