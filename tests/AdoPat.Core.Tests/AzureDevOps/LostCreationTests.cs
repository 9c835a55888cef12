using System;
using System.Collections.Generic;
using System.Threading.Tasks;
using AdoPat.AzureDevOps;
using AdoPat.Core.Tests.Support;
using AdoPat.Models;
using Xunit;

namespace AdoPat.Core.Tests.AzureDevOps;

/// <summary>A creation without an answer: the user is told which token may be there without its secret, or that none is.</summary>
public class LostCreationTests(Emulator emulator) : EmulatorTest(emulator)
{
    private const string None = " No new token of that name is in the list now, so it was most likely not created. Try again.";

    [Fact]
    public async Task A_connection_that_was_cut_before_the_service_acted_left_nothing()
    {
        AdoPatException failure = await CreateAsync(new { cut = true });

        Assert.StartsWith("Creating the token 'made by a test' in contoso failed: no answer from localhost: ", failure.Message, StringComparison.Ordinal);
        Assert.EndsWith(None, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_connection_that_was_cut_after_the_service_acted_left_a_token_that_is_named()
    {
        AdoPatException failure = await CreateAsync(new { cut = true, afterChange = true });

        await AssertNamesTheTokenAsync(failure);
    }

    [Fact]
    public async Task An_answer_that_broke_off_in_the_middle_left_a_token_that_is_named()
    {
        Dictionary<string, string> headers = new() { ["Content-Length"] = "1000", ["Content-Type"] = "application/json" };

        AdoPatException failure = await CreateAsync(new { status = 200, headers, body = "{\"patToken\":{\"displ", afterChange = true });

        await AssertNamesTheTokenAsync(failure);
    }

    [Theory]
    [InlineData(200)]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(504)]
    public async Task An_answer_without_the_token_left_a_token_that_is_named(int status)
    {
        AdoPatException failure = await CreateAsync(new { status, body = "Bad Gateway", afterChange = true });

        Assert.StartsWith(
            $"Creating the token 'made by a test' in contoso failed: the answer does not hold the new token (status {status}). (activity id ",
            failure.Message,
            StringComparison.Ordinal);
        Assert.Equal(status, (int)failure.StatusCode!);
        await AssertNamesTheTokenAsync(failure);
    }

    [Fact]
    public async Task A_time_limit_that_passed_is_told()
    {
        PatClient client = await ClientAsync();
        await Emulator.FailAsync(new { name = "slow", path = AllTokenRequests, method = "POST", delayMilliseconds = 600_000 });

        Task creation = client.CreateAsync(Contoso, NewPat());
        await Emulator.WhenHitAsync("slow");
        Clock.Advance(AdoPat.Http.RetryHandler.AttemptTimeout);

        AdoPatException failure = await FailsAsync(ErrorIds.PatOutcomeUnknown, () => creation);
        Assert.Equal("Creating the token 'made by a test' in contoso failed: no answer from localhost: The limit of 60 seconds passed." + None, failure.Message);
    }

    [Fact]
    public async Task Older_tokens_of_the_same_name_are_not_suspected()
    {
        await Emulator.SeedAsync(new
        {
            tokens = new[] { new { owner = Ada, displayName = "made by a test", organizations = new List<string> { Contoso }, validFrom = "-1h" } },
        });

        AdoPatException failure = await CreateAsync(new { cut = true });

        Assert.EndsWith(None, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task When_looking_for_it_fails_too_the_user_is_told_how_to_look()
    {
        PatClient client = await ClientAsync();
        await Emulator.FailAsync(
            new { path = AllTokenRequests, method = "POST", cut = true, afterChange = true },
            new { path = AllTokenRequests, method = "GET", status = 500 });

        AdoPatException failure = await FailsAsync(ErrorIds.PatOutcomeUnknown, () => client.CreateAsync(Contoso, NewPat()));

        Assert.EndsWith(
            " It may have been created, and looking for it failed too (AdoServerError). When the service answers again, run "
            + "Get-AdoPat -Organization contoso -Name 'made by a test' and revoke a token that nobody knows.",
            failure.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_way_out_that_the_message_shows_works()
    {
        AdoPatException failure = await CreateAsync(new { cut = true, afterChange = true });
        PatClient client = await ClientAsync();
        Guid id = Guid.Parse(failure.Message.Split("are new: ")[1][..36]);

        await client.RevokeAsync(Contoso, id);

        Assert.DoesNotContain(await ReadAsync(client.ListAsync(Contoso, PatState.Active)), token => token.Name == "made by a test");
    }

    private async Task<AdoPatException> CreateAsync(object fault)
    {
        System.Text.Json.Nodes.JsonObject rule = System.Text.Json.JsonSerializer.SerializeToNode(fault)!.AsObject();
        rule["path"] = AllTokenRequests;
        rule["method"] = "POST";
        PatClient client = await ClientAsync();
        await Emulator.FailAsync(rule);

        AdoPatException failure = await FailsAsync(ErrorIds.PatOutcomeUnknown, () => client.CreateAsync(Contoso, NewPat()));

        Assert.Single(await Emulator.TokenRequestsAsync(), request => request.Method == "POST");
        return failure;
    }

    private async Task AssertNamesTheTokenAsync(AdoPatException failure)
    {
        PersonalAccessToken token = await OneAsync(await ClientAsync(), "made by a test");
        Assert.EndsWith(
            $" It may have been created, and its secret is lost. These tokens of that name are new: {token.AuthorizationId} (created {token.ValidFrom:u}). "
            + "Revoke the one that is not yours: Revoke-AdoPat -Organization contoso -AuthorizationId <id>. Then try again.",
            failure.Message,
            StringComparison.Ordinal);
    }
}
