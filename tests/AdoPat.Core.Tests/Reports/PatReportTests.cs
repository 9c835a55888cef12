using System;
using System.Collections.Generic;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using AdoPat.Core.Tests.Secrets;
using AdoPat.Models;
using AdoPat.Reports;
using FsCheck.Fluent;
using Xunit;
using static AdoPat.Core.Tests.Reports.ReportSamples;

namespace AdoPat.Core.Tests.Reports;

public class PatReportTests
{
    private static readonly ReportFormat[] Formats = Enum.GetValues<ReportFormat>();

    [Fact]
    public void Tokens_are_counted_by_state_end_reach_and_rights()
    {
        PersonalAccessToken full = Token("full", 100, scope: "app_token");
        TokenCounts counts = Counts(
            [Token("soon", 6), Token("later", 20), full, Token("global", 100, isGlobal: true), Token("gone", -1, PatState.Expired), Token("revoked", 50, PatState.Revoked)],
            Finding(full), Finding(full, FindingSeverity.Warning));

        Assert.Equal((6, 4, 1, 1), (counts.Tokens, counts.Active, counts.Expired, counts.Revoked));
        Assert.Equal((1, 3), (counts.EndingSoon, counts.EndingLater)); // The global one ends on 2026-12-01, in nine days.
        Assert.Equal((1, 1), (counts.Global, counts.FullAccess));
        Assert.Equal((2, 1, 1), (counts.Findings, counts.Errors, counts.Warnings));
    }

    [Fact]
    public void What_has_ended_since_it_was_listed_is_expired()
    {
        ReportedToken token = Assert.Single(Report([Token("old", -0.1)]).Tokens);

        Assert.Equal(PatState.Expired, token.State);
        Assert.Null(token.DaysLeft);
    }

    [Fact]
    public void A_global_token_ends_with_all_global_tokens()
    {
        ReportedToken token = Assert.Single(Report([Token("global", 200, isGlobal: true)]).Tokens);

        Assert.Equal(new DateTimeOffset(2026, 12, 1, 0, 0, 0, TimeSpan.Zero), token.End);
        Assert.Equal(8, token.DaysLeft);
    }

    [Fact]
    public void A_token_that_comes_twice_or_with_a_finding_is_there_once()
    {
        PersonalAccessToken token = Token("twice");
        PersonalAccessToken found = Token("found");

        PatReport report = Report([token, token], Finding(token), Finding(found));

        Assert.Equal(["found", "twice"], report.Tokens.Select(row => row.Name));
        Assert.Equal(2, report.FindingCount);
    }

    [Fact]
    public void A_global_token_has_a_row_for_each_organization_and_counts_once()
    {
        PersonalAccessToken token = Token("global", isGlobal: true);
        PersonalAccessToken same = new() { Name = "global", Organization = "fabrikam", State = PatState.Active, ValidTo = token.ValidTo, IsGlobal = true, AuthorizationId = token.AuthorizationId };

        PatReport report = Report([token, same]);

        Assert.Equal(2, report.TokenCount);
        Assert.Equal(1, TokenCounts.Of(report.Tokens).Tokens);
        Assert.Equal(["contoso", "fabrikam"], report.ByOrganization.Select(group => group.Name));
    }

    [Fact]
    public void Owners_are_there_when_tokens_have_them()
    {
        Assert.False(Report([Token("own")]).HasOwners);
        Assert.DoesNotContain("By owner", Report([Token("own")]).Text(ReportFormat.Html), StringComparison.Ordinal);

        PatReport report = Report([Token("own"), Token("x", owner: "ben@contoso.test"), Token("y", owner: "Ben@contoso.test")]);
        Assert.Equal([("(own tokens)", 1), ("ben@contoso.test", 2)], report.ByOwner.Select(group => (group.Name, group.Counts.Tokens)));
    }

    [Fact]
    public void No_format_has_what_looks_like_a_secret()
    {
        string secret = TokenGenerators.CurrentPat.Sample(1).First();
        PatReport report = ReportOf($"my token {secret}");

        Assert.All(Formats, format => Assert.DoesNotContain(secret, Regex.Replace(report.Text(format), "\r\n ", ""), StringComparison.Ordinal));
    }

    [Fact]
    public void A_report_of_nothing_is_one() =>
        Assert.All(Formats, format => Assert.NotEmpty(Report([]).ToBytes(format)));

    [Fact]
    public void The_policy_of_the_page_names_its_style_and_its_script_and_nothing_else()
    {
        string page = ReportOf(Hostile).Text(ReportFormat.Html);

        string policy = System.Net.WebUtility.HtmlDecode(Regex.Match(page, "Content-Security-Policy\" content=\"(.*?)\"").Groups[1].Value);
        Assert.Equal($"default-src 'none'; style-src {Hash(page, "style")}; script-src {Hash(page, "script")}; base-uri 'none'; form-action 'none'", policy);
        Assert.DoesNotMatch("<link|<img|<iframe| src=| href=| style=|url\\(|@import|\\son\\w+=", page);
    }

    [Fact]
    public void The_timeline_has_a_bar_for_each_week_in_which_tokens_end()
    {
        string page = Report([Token("a", 1), Token("b", 2), Token("c", 300), Token("d", 365), Token("gone", 3, PatState.Revoked), Token("g", 200, isGlobal: true)]).Text(ReportFormat.Html);

        Assert.Equal(["2 (a, b)", "1 (g)", "1 (c)", "1 (d)"], Regex.Matches(page, "<title>[^<]* to [^<]*: ([^<]*)</title>").Select(match => match.Groups[1].Value));
        Assert.Contains("global tokens stop working", page, StringComparison.Ordinal);
    }

    [Fact]
    public void The_calendar_has_an_event_with_reminders_for_each_active_token()
    {
        PersonalAccessToken token = Token("feed", 10);
        string[] lines = Report([token, Token("gone", -1, PatState.Expired)]).Lines(ReportFormat.Calendar);

        Assert.Single(lines, "BEGIN:VEVENT");
        Assert.Contains($"UID:{token.AuthorizationId}-contoso@adopat", lines);
        Assert.Contains("DTSTART:20261202T140000Z", lines);
        Assert.Contains("SUMMARY:Token 'feed' in contoso ends", lines);
        Assert.Equal(["TRIGGER:-P14D", "TRIGGER:-P3D"], lines.Where(line => line.StartsWith("TRIGGER", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_global_token_is_one_event_with_the_same_id_whoever_lists_it()
    {
        PersonalAccessToken token = Token("global", isGlobal: true);
        PersonalAccessToken same = new() { Name = "global", Organization = "fabrikam", State = PatState.Active, ValidTo = token.ValidTo, IsGlobal = true, AuthorizationId = token.AuthorizationId };

        Assert.All([Report([token, same]), Report([same]), Report([token])], report =>
        {
            string[] lines = report.Lines(ReportFormat.Calendar);
            Assert.Equal([$"UID:{token.AuthorizationId}-all@adopat"], lines.Where(line => line.StartsWith("UID", StringComparison.Ordinal)));
            Assert.Contains("SUMMARY:Token 'global' for all organizations ends", lines);
        });
    }

    [Fact]
    public void The_page_says_which_organizations_and_how_many_users_it_covers()
    {
        string Coverage(params PersonalAccessToken[] tokens) => Regex.Match(Report(tokens).Text(ReportFormat.Html), "id=\"coverage\">(.*?)</p>").Groups[1].Value;

        Assert.StartsWith("Tokens of 2 users in contoso, fabrikam. ", Coverage(Token("a", owner: "ada@x"), Token("b", owner: "ben@x", organization: "fabrikam")), StringComparison.Ordinal);
        Assert.StartsWith("Tokens of the signed-in user in contoso. ", Coverage(Token("own")), StringComparison.Ordinal);
        Assert.StartsWith("No token came in", Coverage(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_finding_says_whose_token_it_is()
    {
        PersonalAccessToken token = Token("feed", owner: "ben@contoso.test");
        PersonalAccessToken own = Token("own");

        Assert.Contains("<td data-head=\"Owner\"><bdi>ben@contoso.test</bdi></td><td data-head=\"Rule\">", Report([token], Finding(token)).Text(ReportFormat.Html), StringComparison.Ordinal);
        Assert.DoesNotContain("data-head=\"Owner\"", Report([own], Finding(own)).Text(ReportFormat.Html), StringComparison.Ordinal);
    }

    [Fact]
    public void The_calendar_advises_what_helps_with_that_token()
    {
        string Advice(PersonalAccessToken token) => Regex.Match(Report([token]).Text(ReportFormat.Calendar).Replace("\r\n ", "", StringComparison.Ordinal), "Scopes: .*?\\\\n(.*)\r").Groups[1].Value;

        Assert.StartsWith("Invoke-AdoPatRotation replaces it", Advice(Token("own")), StringComparison.Ordinal);
        Assert.Contains("-TargetOrganization", Advice(Token("all", isGlobal: true)), StringComparison.Ordinal);
        Assert.EndsWith("Only its owner can run these.", Advice(Token("other", owner: "ben@contoso.test")), StringComparison.Ordinal);
        Assert.StartsWith("It is an SSH key.", Advice(Token("key", owner: "ben@contoso.test", isSshKey: true)), StringComparison.Ordinal);
    }

    [Fact]
    public void The_table_and_JSON_say_when_a_global_token_really_ends()
    {
        PatReport report = Report([Token("global", 200, isGlobal: true)]);

        Assert.Contains(",\"2027-06-10T14:00:00Z\",\"2026-12-01T00:00:00Z\",\"8\",", report.Lines(ReportFormat.Csv)[1], StringComparison.Ordinal);
        Assert.Contains("\"ends\": \"2026-12-01T00:00:00+00:00\"", report.Text(ReportFormat.Json), StringComparison.Ordinal);
    }

    [Fact]
    public void The_table_names_an_owner_as_the_cmdlets_find_him_again()
    {
        PersonalAccessToken known = Token("a", owner: "ben@contoso.test");
        PersonalAccessToken nameless = new() { Name = "b", Organization = "contoso", Owner = new AdoUser { Descriptor = "aad.YmVu", DisplayName = "Ben", Organization = "contoso" } };

        string[] lines = Report([known, nameless]).Lines(ReportFormat.Csv);

        Assert.Contains(lines, line => line.StartsWith("\"a\",\"contoso\",\"ben@contoso.test\",\"\",", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("\"b\",\"contoso\",\"aad.YmVu\",\"Ben\",", StringComparison.Ordinal));
    }

    [Fact]
    public void JSON_has_counts_tokens_and_findings()
    {
        PersonalAccessToken token = Token("feed", 10, owner: "ben@contoso.test");
        using JsonDocument json = JsonDocument.Parse(Report([token], Finding(token)).ToBytes(ReportFormat.Json));

        Assert.Equal(1, json.RootElement.GetProperty("counts").GetProperty("active").GetInt32());
        JsonElement item = json.RootElement.GetProperty("tokens")[0];
        Assert.Equal(("ben@contoso.test", "Active", 10), (item.GetProperty("owner").GetString(), item.GetProperty("state").GetString(), item.GetProperty("daysLeft").GetInt32()));
        Assert.Equal("MaximumLife", json.RootElement.GetProperty("findings")[0].GetProperty("rule").GetString());
    }

    private static TokenCounts Counts(IEnumerable<PersonalAccessToken> tokens, params AdoPatFinding[] findings) => TokenCounts.Of(Report(tokens, findings).Tokens);

    private static string Hash(string page, string element) => $"'sha256-{Convert.ToBase64String(SHA256.HashData(
        Encoding.UTF8.GetBytes(Regex.Match(page, $"(?s)<{element}>(.*?)</{element}>").Groups[1].Value)))}'";
}
