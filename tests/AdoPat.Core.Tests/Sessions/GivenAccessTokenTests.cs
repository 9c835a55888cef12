using System;
using System.Threading;
using System.Threading.Tasks;
using AdoPat.Core.Tests.Secrets;
using AdoPat.Core.Tests.Support;
using AdoPat.Models;
using AdoPat.Sessions;
using FsCheck.Fluent;
using Xunit;

namespace AdoPat.Core.Tests.Sessions;

public class GivenAccessTokenTests
{
    private const string Audience = "499b84ac-1321-427f-aa17-267ca6975798";

    private readonly TestClock _clock = new();

    [Fact]
    public async Task A_token_of_a_user_is_used_until_it_ends()
    {
        string value = Token(Audience, minutes: 5);
        GivenAccessToken provider = GivenAccessToken.Check($" {value}\n", _clock);

        Assert.Equal("ada@contoso.test", provider.Account);
        Assert.Equal("72f988bf-0000-4000-8000-2d7cd011db47", provider.TenantId);
        Assert.Equal(SignInMethod.AccessToken, provider.Method);
        AccessToken token = await provider.GetTokenAsync(new(), CancellationToken.None);
        Assert.Equal(value, token.Value);
        Assert.Same(token, await provider.GetTokenAsync(new() { Refused = token }, CancellationToken.None));

        _clock.Advance(TimeSpan.FromMinutes(5));
        AdoPatException ended = await Assert.ThrowsAsync<AdoPatException>(() => provider.GetTokenAsync(new(), CancellationToken.None));
        Assert.Equal(ErrorIds.InteractionRequired, ended.ErrorId);
        Assert.Contains("Run Connect-AdoPat -AccessToken with a new one. Get one with: az account get-access-token --resource " + Audience, ended.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_audience_may_be_written_as_an_address() => GivenAccessToken.Check(Token("api://" + Audience.ToUpperInvariant()), _clock);

    [Fact]
    public void A_personal_access_token_is_refused() =>
        AssertRefused(TokenGenerators.CurrentPat.Sample(1)[0], "is a personal access token; they cannot manage personal access tokens");

    [Fact]
    public void What_is_no_token_is_refused() => AssertRefused("hunter2", "is no access token of Microsoft Entra ID (a JSON Web Token).");

    [Fact]
    public void An_expired_token_is_refused() => AssertRefused(Token(Audience, minutes: -1), "has expired at ");

    [Fact]
    public void A_token_of_an_application_is_refused() =>
        AssertRefused(Token(Audience, more: ",\"idtyp\":\"app\""), "is of a service principal or a managed identity; only users own personal access tokens.");

    [Fact]
    public void A_token_for_something_else_is_refused() =>
        AssertRefused(Token("https://management.core.windows.net/"), "is for 'https://management.core.windows.net/', not for Azure DevOps.");

    private void AssertRefused(string value, string reason)
    {
        AdoPatException refusal = Assert.Throws<AdoPatException>(() => GivenAccessToken.Check(value, _clock));

        Assert.Equal(ErrorIds.InvalidArgument, refusal.ErrorId);
        Assert.StartsWith("The value of AccessToken " + reason, refusal.Message, StringComparison.Ordinal);
        Assert.EndsWith($"Get one with: az account get-access-token --resource {Audience} --query accessToken --output tsv", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(value, refusal.Message, StringComparison.Ordinal);
    }

    private string Token(string audience, int minutes = 60, string more = "") => JsonWebTokens.With(
        $$"""{"aud":"{{audience}}","tid":"72f988bf-0000-4000-8000-2d7cd011db47","upn":"ada@contoso.test","exp":{{_clock.GetUtcNow().AddMinutes(minutes).ToUnixTimeSeconds()}}{{more}}}""");
}
