using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;
using AdoPat.AzureDevOps;
using AdoPat.AzureDevOps.Wire;
using AdoPat.Core.Tests.Support;
using AdoPat.Http;
using AdoPat.Models;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace AdoPat.Core.Tests.AzureDevOps;

public class PatMappingTests
{
    private static readonly DateTimeOffset Asked = new(2020, 12, 1, 23, 46, 23, 319, TimeSpan.Zero);

    [Fact]
    public void Every_token_that_the_service_may_write_is_read() =>
        Prop.ForAll(WireToken.Any.ListOf(3).ToArbitrary(), written =>
        {
            string page = $$"""{"continuationToken":"","patTokens":[{{string.Join(',', written.Select(token => token.Json))}}]}""";
            PagedPatTokensWire read = JsonSerializer.Deserialize(page, AzureDevOpsJson.Default.PagedPatTokensWire)!;
            List<PersonalAccessToken> tokens = [.. read.PatTokens!.Select(token => PatMapping.ToModel(token, "contoso", PatState.Expired))];

            return tokens.Zip(written, Means).All(isRight => isRight);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Fact]
    public void What_is_written_is_read_back() =>
        Prop.ForAll(WireToken.Any.ToArbitrary(), written =>
        {
            PatTokenUpdateWire update = PatMapping.ToWire(Read(written), new PatChange());
            PatTokenWire read = JsonSerializer.Deserialize(
                JsonSerializer.Serialize(update, AzureDevOpsJson.Default.PatTokenUpdateWire), AzureDevOpsJson.Default.PatTokenWire)!;

            return Means(PatMapping.ToModel(read, "contoso", PatState.Expired), written with { Accounts = null, ValidFrom = null });
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("2020-11-02T22:56:52.1033333Z", "2020-11-02T22:56:52.1033333+00:00")]
    [InlineData("2018-07-19T00:00:00", "2018-07-19T00:00:00.0000000+00:00")]
    [InlineData("2018-07-18T00:51:26.5557358-07:00", "2018-07-18T07:51:26.5557358+00:00")]
    public void Times_that_were_recorded_are_read_as_UTC(string written, string time)
    {
        PatTokenWire read = JsonSerializer.Deserialize($$"""{"validTo":"{{written}}"}""", AzureDevOpsJson.Default.PatTokenWire)!;

        Assert.Equal(time, read.ValidTo!.Value.ToString("O", CultureInfo.InvariantCulture));
    }

    [Fact]
    public void Times_are_written_as_UTC_with_seven_digits()
    {
        PatCreation creation = new() { Name = "x", Scope = ["vso.code", "vso.packaging"], ValidTo = Asked.ToOffset(TimeSpan.FromHours(9)) };

        string json = JsonSerializer.Serialize(PatMapping.ToWire(creation), AzureDevOpsJson.Default.PatTokenCreateWire);

        Assert.Equal("""{"displayName":"x","scope":"vso.code vso.packaging","validTo":"2020-12-01T23:46:23.3190000Z","allOrgs":false}""", json);
    }

    [Fact]
    public void A_change_sends_along_what_it_leaves_as_it_is()
    {
        PersonalAccessToken token = new()
        {
            Name = "old",
            Organization = "contoso",
            Scope = ["vso.code"],
            ValidTo = Asked,
            IsGlobal = true,
            AuthorizationId = new Guid("7c1c8d1e-0000-4000-8000-000000000001"),
        };

        Assert.Equal(
            """{"authorizationId":"7c1c8d1e-0000-4000-8000-000000000001","displayName":"new","scope":"vso.code","validTo":"2020-12-01T23:46:23.3190000Z","allOrgs":true}""",
            JsonSerializer.Serialize(PatMapping.ToWire(token, new PatChange { Name = "new" }), AzureDevOpsJson.Default.PatTokenUpdateWire));
        Assert.Equal(
            """{"authorizationId":"7c1c8d1e-0000-4000-8000-000000000001","displayName":"old","scope":"vso.build vso.work","validTo":"2020-12-02T23:46:23.3190000Z","allOrgs":true}""",
            JsonSerializer.Serialize(
                PatMapping.ToWire(token, new PatChange { Scope = ["vso.build", "vso.work"], ValidTo = Asked.AddDays(1) }),
                AzureDevOpsJson.Default.PatTokenUpdateWire));
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, false)]
    [InlineData(-9, false)]
    [InlineData(-10, false)]
    [InlineData(-11, true)]
    [InlineData(-86_400_000, true)]
    [InlineData(86_400_000, false)]
    public void An_end_is_clamped_when_it_is_sooner_by_more_than_rounding(int milliseconds, bool isClamped) =>
        Assert.Equal(isClamped, PatLifetime.IsClamped(Asked, Asked.AddMilliseconds(milliseconds)));

    [Fact]
    public void The_rounding_of_the_service_is_never_taken_for_a_policy() =>
        Prop.ForAll(ArbMap.Default.GeneratorFor<DateTime>().ToArbitrary(), time =>
        {
            // Whole three-hundredths of a second, and what a database makes of them: 0, 3 or 7 milliseconds at the end.
            DateTimeOffset asked = new(DateTime.SpecifyKind(time, DateTimeKind.Utc));
            double thirds = Math.Floor(asked.TimeOfDay.TotalSeconds * 300);
            DateTimeOffset given = new(DateTime.SpecifyKind(time.Date, DateTimeKind.Utc));
            return !PatLifetime.IsClamped(asked, given.AddMilliseconds(Math.Round(thirds * 10 / 3)));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_new_token_has_its_secret_as_text_only_when_that_is_asked_for()
    {
        PatTokenWire wire = new() { DisplayName = "x", Token = "the secret" };

        IssuedPersonalAccessToken hidden = PatMapping.ToIssued(wire, "contoso", asPlainText: false);
        IssuedPersonalAccessToken shown = PatMapping.ToIssued(wire, "contoso", asPlainText: true);

        Assert.Null(hidden.PlainTextToken);
        Assert.Equal("the secret", shown.PlainTextToken);
        Assert.Equal("the secret", AdoPat.Secrets.SecretText.ToPlainText(hidden.Token));
        Assert.DoesNotContain("secret", shown.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"patTokens":[{"validTo":5}]}""")]
    [InlineData("""{"patTokens":[{"validTo":"tomorrow"}]}""")]
    [InlineData("""{"patTokens":[{"authorizationId":"1"}]}""")]
    [InlineData("""{"patTokens":{}}""")]
    [InlineData("""{"patTokens":[""")]
    [InlineData("[]")]
    [InlineData("\"patTokens\"")]
    public async Task What_breaks_the_protocol_is_unreadable_and_no_crash(string body)
    {
        ServiceAnswer answer = await Answers.OfAsync(200, body);

        Assert.Null(answer.TryRead(AzureDevOpsJson.Default.PagedPatTokensWire)?.PatTokens);
    }

    private static PersonalAccessToken Read(WireToken written) => PatMapping.ToModel(
        JsonSerializer.Deserialize(written.Json, AzureDevOpsJson.Default.PatTokenWire)!, "contoso", PatState.Expired);

    private static bool Means(PersonalAccessToken token, WireToken written) =>
        token.Name == (written.Name ?? "")
        && token.Organization == "contoso"
        && token.State == PatState.Expired
        && token.Scope.SequenceEqual(written.Scope)
        && token.ValidTo == (written.ValidTo ?? default)
        && token.ValidFrom == (written.ValidFrom ?? default)
        && token.IsGlobal == written.Accounts is null
        && token.TargetAccounts.SequenceEqual(written.Accounts ?? [])
        && token.AuthorizationId == (written.Id ?? default);
}
