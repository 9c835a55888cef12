using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using AdoPat.AzureDevOps;
using AdoPat.Core.Tests.Support;
using AdoPat.Http;
using AdoPat.Models;
using AdoPat.Sessions;
using Xunit;

namespace AdoPat.Core.Tests.Http;

/// <summary>Who is asked again, how often and when, on a service that fails.</summary>
public class RetryTests(Emulator emulator) : EmulatorTest(emulator)
{
    public static TheoryData<string, int> RepeatedAnswers()
    {
        TheoryData<string, int> all = [];
        foreach (int status in new[] { 408, 429, 502, 503, 504 })
        {
            all.Add("GET", status);
            all.Add("PUT", status);
            all.Add("DELETE", status);
        }

        return all;
    }

    [Theory]
    [MemberData(nameof(RepeatedAnswers))]
    public async Task A_failure_that_may_pass_is_asked_again_until_it_has(string method, int status)
    {
        PatClient client = await ClientAsync();
        PersonalAccessToken token = await OneAsync(client, "laptop git");
        await Emulator.FailAsync(new { path = AllTokenRequests, method, status, count = 2 });

        await DoAsync(client, method, token);

        Assert.Equal([status, status, method == "DELETE" ? 204 : 200], (await SentAsync(method)).TakeLast(3));
        Assert.Equal(
            Enumerable.Repeat($"The service answered {status} to {method}.", 2), Observer.Waits.Select(wait => wait.Reason));
    }

    [Theory]
    [InlineData(500)]
    [InlineData(501)]
    public async Task A_failure_that_will_not_pass_is_not_asked_again(int status)
    {
        PatClient client = await ClientAsync();
        await Emulator.FailAsync(new { path = AllTokenRequests, status });

        await FailsAsync(ErrorIds.AdoServerError, () => ReadAsync(client.ListAsync(Contoso, PatState.Active)));

        Assert.Equal([status], await SentAsync("GET"));
    }

    [Fact]
    public async Task After_five_attempts_the_failure_is_told()
    {
        PatClient client = await ClientAsync();
        await Emulator.FailAsync(new { path = AllTokenRequests, status = 503, count = (int?)null });

        AdoPatException failure = await FailsAsync(ErrorIds.AdoServerError, () => ReadAsync(client.ListAsync(Contoso, PatState.Active)));

        Assert.StartsWith("Listing the tokens of contoso failed: Azure DevOps failed (status 503). Try again later.", failure.Message, StringComparison.Ordinal);
        Assert.Equal([503, 503, 503, 503, 503], await SentAsync("GET"));
        Assert.All(Observer.Waits, (wait, index) => Assert.InRange(wait.Delay.TotalMilliseconds, 0, 400 << index));
    }

    [Theory]
    [InlineData(408)]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    public async Task A_creation_is_not_sent_again_when_the_service_fails(int status)
    {
        PatClient client = await ClientAsync();
        await Emulator.FailAsync(new { path = AllTokenRequests, method = "POST", status });

        await Assert.ThrowsAsync<AdoPatException>(() => client.CreateAsync(Contoso, NewPat()));

        Assert.Equal([status], await SentAsync("POST"));
    }

    [Fact]
    public async Task A_creation_that_was_refused_for_the_rate_is_sent_again_when_the_service_says()
    {
        PatClient client = await ClientAsync();
        await Emulator.FailAsync(new { path = AllTokenRequests, method = "POST", status = 429, headers = RetryAfter("7") });

        await client.CreateAsync(Contoso, NewPat());

        Assert.Equal([429, 200], await SentAsync("POST"));
        Assert.InRange(Assert.Single(Observer.Waits).Delay.TotalSeconds, 7, 7.25);
    }

    [Fact]
    public async Task A_wait_may_be_ordered_as_a_time_of_day()
    {
        PatClient client = await ClientAsync();
        string then = Clock.GetUtcNow().AddSeconds(60).ToString("R");
        await Emulator.FailAsync(new { path = AllTokenRequests, status = 503, headers = RetryAfter(then) });

        await ReadAsync(client.ListAsync(Contoso, PatState.Active));

        Assert.InRange(Assert.Single(Observer.Waits).Delay.TotalSeconds, 55, 60.25);
    }

    [Fact]
    public async Task An_order_to_wait_for_too_long_is_told_instead()
    {
        PatClient client = await ClientAsync();
        await Emulator.FailAsync(new { path = AllTokenRequests, status = 429, headers = RetryAfter("361") });

        AdoPatException failure = await FailsAsync(ErrorIds.AdoThrottled, () => ReadAsync(client.ListAsync(Contoso, PatState.Active)));

        Assert.Contains("Try again in 361 seconds.", failure.Message, StringComparison.Ordinal);
        Assert.Equal([429], await SentAsync("GET"));
    }

    [Fact]
    public async Task After_an_order_to_wait_for_too_long_the_next_requests_are_told_at_once()
    {
        PatClient client = await ClientAsync();
        await Emulator.FailAsync(new { path = AllTokenRequests, status = 429, headers = RetryAfter("3600") });
        await FailsAsync(ErrorIds.AdoThrottled, () => ReadAsync(client.ListAsync(Contoso, PatState.Active)));

        AdoPatException failure = await FailsAsync(ErrorIds.AdoThrottled, () => ReadAsync(client.ListAsync(Contoso, PatState.Active)));

        Assert.Equal("Listing the tokens of contoso failed: the rate limit is reached. Nothing was sent. Try again in 3600 seconds.", failure.Message);
        Assert.Equal([429], await SentAsync("GET"));
        Clock.Advance(TimeSpan.FromSeconds(3600));
        Assert.NotEmpty(await ReadAsync(client.ListAsync(Contoso, PatState.Active)));
    }

    [Theory]
    [InlineData("7", 7)]
    [InlineData("300", 30)]
    public async Task A_hint_on_a_good_answer_slows_the_next_request_and_not_for_longer_than_the_service_would(string hint, int seconds)
    {
        PatClient client = await ClientAsync();
        await Emulator.FailAsync(new { path = AllTokenRequests, headers = RetryAfter(hint) });

        PersonalAccessToken token = await OneAsync(client, "laptop git");
        Assert.Empty(Observer.Waits);
        await client.GetAsync(Contoso, token.AuthorizationId);
        await client.GetAsync(Contoso, token.AuthorizationId);

        (string reason, TimeSpan delay) = Assert.Single(Observer.Waits);
        Assert.Equal("The service asked for a slower pace.", reason);
        Assert.Equal(seconds, delay.TotalSeconds);
        Assert.Equal([200, 200, 200], await SentAsync("GET"));
    }

    [Fact]
    public async Task A_refusal_for_the_rate_slows_all_requests_of_the_account()
    {
        AdoPatSession session = await ConnectAsync();
        PersonalAccessToken token = await OneAsync(new PatClient(session), "laptop git");
        await Emulator.FailAsync(new { path = AllTokenRequests, method = "DELETE", status = 429, headers = RetryAfter("9") });
        Clock.HoldsAll = true;
        Task first = new PatClient(session, Observer).RevokeAsync(Contoso, token.AuthorizationId);
        await Observer.FirstWait;

        RecordingObserver other = new();
        Task second = new PatClient(await ConnectAsync(), other).GetAsync(Contoso, token.AuthorizationId);
        await other.FirstWait;

        Assert.Equal(TimeSpan.FromSeconds(9), other.Waits.Single().Delay);
        Clock.Advance(TimeSpan.FromSeconds(10));
        await Task.WhenAll(first, second);
    }

    [Fact]
    public async Task An_organization_that_is_stopped_is_asked_once_although_it_answers_503()
    {
        PatClient client = await ClientAsync();
        await AddOrganizationAsync(new { name = Contoso, disabled = true });

        AdoPatException failure = await FailsAsync(ErrorIds.AdoOrganizationNotFound, () => ReadAsync(client.ListAsync(Contoso, PatState.Active)));

        Assert.Contains("TF24668", failure.Message, StringComparison.Ordinal);
        Assert.Contains("Trying again does not help; its owner can restore it.", failure.Message, StringComparison.Ordinal);
        Assert.Equal([503], await SentAsync("GET"));
    }

    [Fact]
    public async Task An_answer_without_a_body_says_so_in_a_header()
    {
        PatClient client = await ClientAsync();
        Dictionary<string, string> headers = new() { ["X-TFS-ServiceError"] = "TF24668%3a+The+following+team+project+collection+is+stopped%3a+contoso." };
        await Emulator.FailAsync(new { method = "HEAD", status = 503, headers });

        AdoPatException failure = await FailsAsync(ErrorIds.AdoOrganizationNotFound, () => ReadAsync(client.ListAsync(Contoso, PatState.Active)));

        Assert.Contains("TF24668: The following team project collection is stopped: contoso.", failure.Message, StringComparison.Ordinal);
        Assert.Single(await Emulator.RequestsAsync(), request => request.Method == "HEAD");
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    public async Task A_request_without_an_answer_is_sent_again(string method)
    {
        PatClient client = await ClientAsync();
        PersonalAccessToken token = await OneAsync(client, "laptop git");
        await Emulator.FailAsync(new { path = AllTokenRequests, method, cut = true });

        await DoAsync(client, method, token);

        Assert.StartsWith($"No answer to {method}: ", Assert.Single(Observer.Waits).Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    public async Task A_change_that_was_made_although_no_answer_came_is_a_success(string method)
    {
        PatClient client = await ClientAsync();
        PersonalAccessToken token = await OneAsync(client, "laptop git");
        await Emulator.FailAsync(new { path = AllTokenRequests, method, cut = true, afterChange = true });

        await DoAsync(client, method, token);

        Assert.Equal(2, (await SentAsync(method)).Count);
    }

    [Fact]
    public async Task An_answer_that_breaks_off_in_the_middle_is_none()
    {
        PatClient client = await ClientAsync();
        Dictionary<string, string> headers = new() { ["Content-Length"] = "1000", ["Content-Type"] = "application/json" };
        await Emulator.FailAsync(new { path = AllTokenRequests, status = 200, headers, body = "{\"continuationToken\":\"\",\"patTokens\":[" });

        Assert.NotEmpty(await ReadAsync(client.ListAsync(Contoso, PatState.Active)));

        Assert.StartsWith("No answer to GET: ", Assert.Single(Observer.Waits).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_change_that_gets_no_answer_at_all_says_that_it_may_have_been_made()
    {
        PatClient client = await ClientAsync();
        PersonalAccessToken token = await OneAsync(client, "laptop git");
        await Emulator.FailAsync(new { path = AllTokenRequests, method = "PUT", cut = true, count = (int?)null });

        AdoPatException failure = await FailsAsync(ErrorIds.AdoUnreachable, () => client.UpdateAsync(token, new PatChange { Name = "x" }));

        Assert.StartsWith($"Changing the token {token} failed: no answer from localhost (5 attempts): ", failure.Message, StringComparison.Ordinal);
        Assert.EndsWith(
            " The service may have done it all the same. Check the network and the proxy settings, then try again: to do it twice does no harm.",
            failure.Message,
            StringComparison.Ordinal);
    }

    public static TheoryData<string, string, bool> Outcomes { get; } = new()
    {
        { "DELETE", """[{"status":503,"count":5}]""", true },
        { "DELETE", """[{"status":500}]""", true },
        { "DELETE", """[{"cut":true,"count":5}]""", true },
        { "DELETE", """[{"cut":true},{"nth":2,"status":403}]""", true },
        { "PUT", """[{"status":502},{"nth":2,"status":403}]""", true },
        { "DELETE", """[{"status":403}]""", false },
        { "DELETE", """[{"status":429,"count":5}]""", false },
        { "DELETE", """[{"status":503,"body":"TF24668: stopped"}]""", false },
        { "GET", """[{"cut":true,"count":5}]""", false },
        { "GET", """[{"status":503,"count":5}]""", false },
        { "POST", """[{"cut":true}]""", true },
        { "POST", """[{"status":200}]""", true },
        { "POST", """[{"status":403}]""", false },
    };

    [Theory]
    [MemberData(nameof(Outcomes))]
    public async Task An_error_knows_whether_the_change_may_have_been_made(string method, string faults, bool isUnknown)
    {
        PatClient client = await ClientAsync();
        PersonalAccessToken token = await OneAsync(client, "laptop git");
        object[] rules = [.. JsonNode.Parse(faults)!.AsArray().Select(rule => rule!)];
        foreach (JsonObject rule in rules.Cast<JsonObject>())
        {
            (rule["path"], rule["method"]) = (AllTokenRequests, method);
        }

        await Emulator.FailAsync(rules);
        AdoPatException failure = await Assert.ThrowsAsync<AdoPatException>(
            () => method == "POST" ? client.CreateAsync(Contoso, NewPat()) : DoAsync(client, method, token));

        Assert.True(isUnknown == failure.IsOutcomeUnknown, failure.Message);
    }

    [Fact]
    public async Task An_attempt_has_a_time_limit()
    {
        PatClient client = await ClientAsync();
        await Emulator.FailAsync(new { name = "slow", path = AllTokenRequests, delayMilliseconds = 600_000 });

        Task<List<PersonalAccessToken>> list = ReadAsync(client.ListAsync(Contoso, PatState.Active));
        await Emulator.WhenHitAsync("slow");
        Clock.Advance(RetryHandler.AttemptTimeout);

        Assert.NotEmpty(await list);
        Assert.Equal("No answer to GET: The limit of 60 seconds passed.", Assert.Single(Observer.Waits).Reason);
    }

    [Theory]
    [InlineData("POST")]
    [InlineData("DELETE")]
    public async Task What_was_never_sent_is_sent_again_and_changed_nothing(string method)
    {
        EmulatorTokens tokens = await SignInAsync();
        using AdoPatSession session = new(ServiceEndpoints.ForEmulator(new Uri($"https://localhost:{Ports.Unused()}")), tokens, Contoso, Clock);
        session.NoteTenant(Contoso, tokens.TenantId);
        PatClient client = new(session, Observer);

        AdoPatException failure = await FailsAsync(
            ErrorIds.AdoUnreachable,
            () => method == "POST" ? client.CreateAsync(Contoso, NewPat()) : client.RevokeAsync(Contoso, Guid.NewGuid()));

        Assert.Equal(4, Observer.Waits.Count);
        Assert.False(failure.IsOutcomeUnknown);
        Assert.Contains(" failed: no answer from localhost (5 attempts): Connection refused", failure.Message, StringComparison.Ordinal);
        Assert.EndsWith(" Start the emulator (dotnet run --project src/AdoPat.Emulator), and give the address that it writes.", failure.Message, StringComparison.Ordinal);
    }

    private static Dictionary<string, string> RetryAfter(string value) => new() { ["Retry-After"] = value };

    private static Task DoAsync(PatClient client, string method, PersonalAccessToken token) => method switch
    {
        "GET" => client.GetAsync(Contoso, token.AuthorizationId),
        "PUT" => client.UpdateAsync(token, new PatChange { Name = "renamed" }),
        _ => client.RevokeAsync(Contoso, token.AuthorizationId),
    };

    /// <summary>The statuses of all requests of a method for tokens/pats.</summary>
    private async Task<List<int>> SentAsync(string method) =>
        [.. (await Emulator.TokenRequestsAsync()).Where(request => request.Method == method).Select(request => request.Status)];
}
