using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Security;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;
using AdoPat.Apigee;
using AdoPat.Core.Tests.Support;
using AdoPat.Http;
using AdoPat.Models;
using AdoPat.Secrets;
using Xunit;

namespace AdoPat.Core.Tests.Apigee;

/// <summary>Signing in with the tokens of Apigee's sign-in server, and keeping signed in.</summary>
public class SsoTests(Emulator emulator) : ApigeeTest(emulator)
{
    private const string Passcode = "one-time";
    private const string Mfa = "123456";

    [Fact]
    public async Task A_password_gives_tokens_and_goes_to_the_sign_in_server_only()
    {
        ApigeeSession session = await ConnectAsync(SignIn(password: Password));

        Assert.Equal(Ada, session.Account);
        Assert.Equal(ApigeeSignInMethod.SingleSignOn, session.Method);
        Assert.InRange(session.ExpiresOn!.Value - Clock.GetUtcNow(), TimeSpan.FromMinutes(29), TimeSpan.FromMinutes(30));
        Assert.Equal(["password"], await GrantsAsync());
        Assert.Equal("Bearer", (await Emulator.RequestsAsync())[^1].Authentication);
    }

    [Fact]
    public async Task A_passcode_says_who_it_is_of_and_is_good_once()
    {
        await AddUserAsync(passcodes: [Passcode]);

        ApigeeSession session = await ConnectAsync(SignIn(passcode: Passcode));

        Assert.Equal(Ada, session.Account);
        AdoPatException failure = await FailsAsync(ErrorIds.SignInFailed, () => ConnectAsync(SignIn(passcode: Passcode)));
        Assert.Contains("Invalid passcode", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Passcode, failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refresh_token_gives_tokens()
    {
        ApigeeSession session = await ConnectAsync(SignIn(refreshToken: await RefreshTokenAsync()));

        Assert.Equal(Ada, session.Account);
        Assert.Equal("refresh_token", (await GrantsAsync())[^1]);
    }

    [Theory]
    [InlineData(Mfa, true)]
    [InlineData("654321", false)]
    [InlineData(null, false)]
    public async Task A_second_factor_is_needed_where_there_is_one(string? code, bool isGood)
    {
        await AddUserAsync(mfaToken: Mfa);
        ApigeeSignIn signIn = SignIn(password: Password, mfaToken: code);

        if (isGood)
        {
            Assert.Equal(Ada, (await ConnectAsync(signIn)).Account);
        }
        else
        {
            await FailsAsync(ErrorIds.SignInFailed, () => ConnectAsync(signIn));
            Assert.DoesNotContain(await Emulator.RequestsAsync(), request => request.Host == "apigee");
        }
    }

    [Fact]
    public async Task A_token_that_has_ended_is_replaced_once_however_many_wait()
    {
        ApigeeSession session = await ConnectAsync(SignIn(password: Password));
        Clock.PutAhead = TimeSpan.FromMinutes(31);
        await Emulator.MoveClockAsync("+31m");

        ServiceAnswer[] answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => AskAsync(session)));

        Assert.All(answers, answer => Assert.True(answer.IsSuccess));
        Assert.Equal(["password", "refresh_token"], await GrantsAsync());
    }

    [Fact]
    public async Task A_token_that_the_server_takes_for_ended_is_replaced_too()
    {
        ApigeeSession session = await ConnectAsync(SignIn(password: Password));
        await Emulator.MoveClockAsync("+31m");

        Assert.True((await AskAsync(session)).IsSuccess);
        Assert.Equal(["password", "refresh_token"], await GrantsAsync());
    }

    [Fact]
    public async Task When_the_refresh_token_has_ended_the_password_is_used_again()
    {
        ApigeeSession session = await ConnectAsync(SignIn(password: Password));
        await Emulator.MoveClockAsync("+2d");

        Assert.True((await AskAsync(session)).IsSuccess);
        Assert.Equal(["password", "refresh_token", "password"], await GrantsAsync());
    }

    [Theory]
    [InlineData(null)]
    [InlineData(Mfa)]
    public async Task When_the_refresh_token_has_ended_and_there_is_nothing_else_a_person_is_needed(string? mfaToken)
    {
        await AddUserAsync(mfaToken: mfaToken, passcodes: [Passcode]);
        ApigeeSession session = await ConnectAsync(mfaToken is null ? SignIn(passcode: Passcode) : SignIn(password: Password, mfaToken: mfaToken));
        await Emulator.MoveClockAsync("+2d");

        AdoPatException failure = await FailsAsync(ErrorIds.InteractionRequired, () => AskAsync(session));

        Assert.Contains("Run Connect-Apigee again", failure.Message, StringComparison.Ordinal);
        Assert.True(failure.EndsSession);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"access_token":""}""")]
    [InlineData("[1]")]
    [InlineData("no json")]
    public async Task An_answer_without_a_token_is_an_error(string body)
    {
        await Emulator.FailAsync(new { path = "*/oauth/token", status = 200, body });

        await FailsAsync(ErrorIds.ApigeeUnexpectedResponse, () => ConnectAsync(SignIn(password: Password)));
    }

    [Fact]
    public async Task A_sign_in_server_that_fails_is_no_wrong_password()
    {
        await Emulator.FailAsync(new { path = "*/oauth/token", status = 500 });

        await FailsAsync(ErrorIds.ApigeeServerError, () => ConnectAsync(SignIn(password: Password)));
    }

    [Fact]
    public async Task Who_gives_up_does_not_end_the_renewal_for_the_others()
    {
        ApigeeSession session = await ConnectAsync(SignIn(password: Password));
        await Emulator.MoveClockAsync("+31m");
        await Emulator.FailAsync(new { name = "slow", path = "*/oauth/token", delayMilliseconds = 500, afterChange = true });
        using CancellationTokenSource stop = new();

        Task<ServiceAnswer> first = AskAsync(session, stop.Token);
        await Emulator.WhenHitAsync("slow");
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        Assert.True((await AskAsync(session)).IsSuccess);
        Assert.Equal(["password", "refresh_token"], await GrantsAsync());
    }

    [Theory]
    [InlineData(500, 1)]
    [InlineData(503, 5)]
    public async Task A_sign_in_server_that_fails_at_a_renewal_is_not_waited_for_by_every_request(int status, int attempts)
    {
        ApigeeSession session = await ConnectAsync(SignIn(password: Password));
        await Emulator.MoveClockAsync("+31m");
        await Emulator.FailAsync(new { path = "*/oauth/token", status, count = (int?)null });

        AdoPatException failure = await FailsAsync(ErrorIds.SignInFailed, () => AskAsync(session));

        Assert.True(failure.EndsSession);
        Assert.Contains("could not be renewed", failure.Message, StringComparison.Ordinal);
        Assert.Equal(1 + attempts, (await Emulator.RequestsAsync()).Count(request => request.Path.EndsWith("/oauth/token", StringComparison.Ordinal)));
        await Emulator.ForgetFaultsAsync();
        Assert.True((await AskAsync(session)).IsSuccess);
    }

    [Fact]
    public async Task A_password_that_was_refused_is_not_sent_again()
    {
        ApigeeSession session = await ConnectAsync(SignIn(password: Password));
        await Emulator.SeedAsync(new { apigeeUsers = new[] { new { email = Ada, password = "another" } } });
        await Emulator.MoveClockAsync("+2d");

        await FailsAsync(ErrorIds.SignInFailed, () => AskAsync(session));
        await FailsAsync(ErrorIds.InteractionRequired, () => AskAsync(session));

        Assert.Equal(["password", "refresh_token", "password"], await GrantsAsync());
    }

    private static Task<ServiceAnswer> AskAsync(ApigeeSession session, CancellationToken cancellationToken = default) =>
        session.SendAsync(HttpMethod.Get, "userroles", session.ContextFor("Listing the roles", observer: null), cancellationToken);

    private static SecureString? Secret(string? text) => text is null ? null : SecretText.ToSecureString(text);

    private async Task<ApigeeSession> ConnectAsync(ApigeeSignIn signIn) => Own(await ApigeeStart.ConnectAsync(signIn, Observer));

    private ApigeeSignIn SignIn(string? password = null, string? mfaToken = null, string? passcode = null, string? refreshToken = null) => new()
    {
        Organization = MyOrg,
        SsoUri = new Uri(Emulator.Uri, "login.apigee.com"),
        UserName = password is null ? null : Ada,
        Password = Secret(password),
        MfaToken = mfaToken,
        Passcode = Secret(passcode),
        RefreshToken = Secret(refreshToken),
        Servers = new ApigeeServers { EmulatorUri = Emulator.Uri },
        Clock = Clock,
    };

    private Task AddUserAsync(string? mfaToken = null, params string[] passcodes) =>
        Emulator.SeedAsync(new { apigeeUsers = new[] { new { email = Ada, password = Password, mfaToken, passcodes } } });

    private async Task<IReadOnlyList<string?>> GrantsAsync() =>
        [.. (await Emulator.RequestsAsync()).Where(request => request.GrantType is not null).Select(request => request.GrantType)];

    // As the sign-in server gives it to any of its clients.
    private async Task<string> RefreshTokenAsync()
    {
        Dictionary<string, string> form = new() { ["grant_type"] = "password", ["username"] = Ada, ["password"] = Password };
        using HttpRequestMessage request = new(HttpMethod.Post, "/login.apigee.com/oauth/token") { Content = new FormUrlEncodedContent(form) };
        request.Headers.Authorization = new("Basic", "ZWRnZWNsaTplZGdlY2xpc2VjcmV0");
        using HttpResponseMessage answer = await Emulator.Client.SendAsync(request);
        return JsonNode.Parse(await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync())!["refresh_token"]!.GetValue<string>();
    }
}
