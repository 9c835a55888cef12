using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Net.Http.Json;
using System.Text.Json;
using System.Threading.Tasks;
using AdoPat.Sessions;
using AdoPat.Tests.Support;

namespace AdoPat.Msal.Tests.Support;

/// <summary>The emulator, with users to sign in.</summary>
public sealed class Emulator : EmulatorProcess
{
    /// <summary>A user in a tenant that no other test uses: MSAL remembers what it was refused, per authority, as long as the process lives.</summary>
    /// <param name="behaviour">How the emulator behaves from now on; null for as usual.</param>
    /// <returns>The user.</returns>
    public async Task<EntraUser> NewUserAsync(Behaviour? behaviour = null)
    {
        var user = new EntraUser($"t{Guid.NewGuid():N}.test");
        await SeedAsync(new { behaviour = behaviour ?? new Behaviour(), users = new[] { new { upn = user.Upn } } });
        return user;
    }

    /// <summary>From now on Entra ID refuses this user.</summary>
    /// <param name="user">The user.</param>
    /// <param name="kind">Such as <c>consentRequired</c>.</param>
    /// <param name="when"><c>signIn</c>, <c>refresh</c> or <c>always</c>.</param>
    /// <returns>The wait.</returns>
    public Task RefuseAsync(EntraUser user, string kind, string when = "always") =>
        SeedAsync(new { conditions = new[] { new { kind, user = user.Upn, when } } });

    /// <summary>The requests it has answered, in order, and what it knows of each.</summary>
    public async Task<IReadOnlyList<JsonElement>> RequestsAsync() =>
        [.. (await Client.GetFromJsonAsync<JsonElement>("/_emulator/requests")).EnumerateArray()];

    /// <summary>The values of all tokens it holds.</summary>
    public async Task<IReadOnlyList<string>> SecretsAsync()
    {
        JsonElement state = await Client.GetFromJsonAsync<JsonElement>("/_emulator/state");
        return [.. state.GetProperty("tokens").EnumerateArray().Select(token => token.GetProperty("token").GetString()!)];
    }

    /// <summary>The grant types with which tokens were given to, or refused, a user, in order.</summary>
    /// <param name="user">The user.</param>
    /// <returns>Such as <c>refresh_token</c>.</returns>
    public async Task<IReadOnlyList<string>> GrantsOfAsync(EntraUser user)
    {
        return [.. (await RequestsAsync())
            .Where(request => request.TryGetProperty("user", out JsonElement upn) && upn.GetString() == user.Upn)
            .Where(request => request.TryGetProperty("grantType", out _))
            .Select(request => request.GetProperty("grantType").GetString()!)];
    }

    /// <summary>Does what a person does on the page for device codes.</summary>
    /// <param name="message">What the person was told.</param>
    /// <param name="choice">The button: <c>account</c> with a user name, or <c>cancel</c>.</param>
    /// <param name="value">The button's value.</param>
    public void AnswerDeviceCode(string message, string choice, string value)
    {
        string[] words = message.Split(' ');
        var page = new Uri(words.First(word => word.StartsWith("https://", StringComparison.Ordinal)));
        string code = words[Array.IndexOf(words, "code") + 1].TrimEnd(',', '.');
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["code"] = code, [choice] = value });
        using HttpResponseMessage answer = Client.PostAsync(page, form).GetAwaiter().GetResult();
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>A prompt of somebody who takes the account on every device code page.</summary>
    /// <param name="user">The account.</param>
    /// <returns>The prompt.</returns>
    public RecordingPrompt PromptOf(EntraUser user) => new(message => AnswerDeviceCode(message, "account", user.Upn));

    public SignInRequest RequestFor(EntraUser user, string? account = null) => new()
    {
        Endpoints = Endpoints,
        Tenant = user.Tenant,
        Account = account,
        Method = SignInMethod.DeviceCode,
        TokenCache = TokenCacheKind.Memory,
        Timeout = TimeSpan.FromSeconds(30),
    };
}
