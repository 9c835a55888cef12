using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using AdoPat.AzureDevOps;
using AdoPat.Core.Tests.Support;
using AdoPat.Models;
using AdoPat.Sessions;
using Xunit;

namespace AdoPat.Core.Tests.AzureDevOps;

public class PatSearchTests(Emulator emulator) : EmulatorTest(emulator)
{
    [Fact]
    public async Task Several_states_are_found_one_after_the_other()
    {
        PatSearch search = await SearchAsync();

        List<PersonalAccessToken> found = await ReadAsync(
            search.FindAsync(Contoso, new PatQuery { States = [PatState.Revoked, PatState.Expired, PatState.Revoked] }));

        Assert.Equal([("lost laptop", PatState.Revoked), ("old release script", PatState.Expired)], found.Select(token => (token.Name, token.State)));
    }

    [Fact]
    public async Task What_ends_soon_is_found()
    {
        PatSearch search = await SearchAsync();

        List<PersonalAccessToken> found = await ReadAsync(search.FindAsync(Contoso, new PatQuery { ExpiringWithin = TimeSpan.FromDays(4) }));

        Assert.Equal("packages feed", Assert.Single(found).Name);
    }

    [Fact]
    public async Task A_token_is_got_by_its_id_with_its_true_state()
    {
        PatSearch search = await SearchAsync();
        Dictionary<string, PersonalAccessToken> all = (await ReadAsync(
            search.FindAsync(Contoso, new PatQuery { States = [PatState.Active, PatState.Expired, PatState.Revoked] }))).ToDictionary(token => token.Name);

        foreach (string name in new[] { "laptop git", "old release script", "lost laptop" })
        {
            PersonalAccessToken token = await search.GetAsync(Contoso, all[name].AuthorizationId);
            Assert.Equal((name, all[name].State), (token.Name, token.State));
        }
    }

    [Fact]
    public async Task The_revoked_ones_are_listed_once_for_many_ids()
    {
        PatSearch search = await SearchAsync();
        List<PersonalAccessToken> all = await ReadAsync(search.FindAsync(Contoso, new PatQuery()));

        foreach (PersonalAccessToken token in all)
        {
            await search.GetAsync("CONTOSO", token.AuthorizationId);
        }

        Assert.Single(await Emulator.TokenRequestsAsync(), request => request.Query.Contains("displayFilterOption=revoked", StringComparison.Ordinal));
    }

    [Fact]
    public async Task One_token_is_found_by_its_exact_name()
    {
        PatSearch search = await SearchAsync();

        Assert.Equal("laptop git", (await search.GetByNameAsync(Contoso, "laptop git")).Name);
        AdoPatException missing = await FailsAsync(ErrorIds.PatNotFound, () => search.GetByNameAsync(Contoso, "Laptop Git"));
        Assert.StartsWith("There is no active token named 'Laptop Git' in contoso.", missing.Message, StringComparison.Ordinal);
        await FailsAsync(ErrorIds.PatNotFound, () => search.GetByNameAsync(Contoso, "lost laptop"));
    }

    [Fact]
    public async Task A_name_that_several_have_names_none_and_the_ids_are_told()
    {
        AdoPatSession session = await ConnectAsync();
        PatClient client = new(session);
        IssuedPersonalAccessToken first = await client.CreateAsync(Contoso, NewPat("twin"));
        IssuedPersonalAccessToken second = await client.CreateAsync(Contoso, NewPat("twin"));

        AdoPatException failure = await FailsAsync(ErrorIds.PatAmbiguousName, () => new PatSearch(session, client).GetByNameAsync(Contoso, "twin"));

        Assert.StartsWith("2 active tokens of contoso are named 'twin'. Choose one by -AuthorizationId: ", failure.Message, StringComparison.Ordinal);
        Assert.Contains($"{first.AuthorizationId} (ends {first.ValidTo:u})", failure.Message, StringComparison.Ordinal);
        Assert.Contains($"{second.AuthorizationId} (ends {second.ValidTo:u})", failure.Message, StringComparison.Ordinal);
    }

    private async Task<PatSearch> SearchAsync()
    {
        AdoPatSession session = await ConnectAsync();
        return new PatSearch(session, new PatClient(session, Observer));
    }
}
