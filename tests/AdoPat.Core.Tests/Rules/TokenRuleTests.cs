using System;
using System.Collections.Generic;
using System.Linq;
using AdoPat.AzureDevOps;
using AdoPat.Models;
using AdoPat.Rules;
using Xunit;

namespace AdoPat.Core.Tests.Rules;

public class TokenRuleTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 10, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(30, 20, false)]
    [InlineData(30, 61, true)]
    [InlineData(29, 0, false)]
    public void A_life_may_be_longer_by_what_clocks_differ(int days, int seconds, bool isBroken) =>
        Assert.Equal(isBroken, Find(new TokenRuleSettings { MaximumLifetime = TimeSpan.FromDays(30) }, Token(validTo: Now.AddDays(days).AddSeconds(seconds))) is not null);

    [Fact]
    public void No_time_overflows()
    {
        TokenRuleSettings settings = new() { MaximumLifetime = TimeSpan.MaxValue, ExpiringWithin = TimeSpan.MaxValue };

        Assert.Equal(RuleNames.ExpiringWithin, Find(settings, Token(validTo: DateTimeOffset.MaxValue))!.Rule);
    }

    [Theory]
    [InlineData(PatState.Active, 1, true)]
    [InlineData(PatState.Active, -1, false)]
    [InlineData(PatState.Active, 0, false)]
    [InlineData(PatState.Expired, -1, false)]
    [InlineData(PatState.Revoked, 1, false)]
    public void Only_a_token_that_works_breaks_a_rule(PatState state, int hours, bool isBroken) =>
        Assert.Equal(isBroken, Find(new TokenRuleSettings { UnusedName = ["*"] }, Token(validTo: Now.AddHours(hours)).With(state)) is not null);

    [Fact]
    public void A_global_token_ends_on_the_day_when_all_of_them_do()
    {
        PersonalAccessToken token = new() { Name = "x", Organization = "contoso", IsGlobal = true, ValidFrom = Now, ValidTo = Now.AddDays(100) };

        Assert.Null(Find(new TokenRuleSettings { ExpiringWithin = TimeSpan.FromDays(8) }, token));
        Assert.Contains("2026-12-01 00:00 UTC", Find(new TokenRuleSettings { ExpiringWithin = TimeSpan.FromDays(9) }, token)!.Message);
        Assert.Null(Assert.Single(TokenRules.From(new TokenRuleSettings { NoGlobal = true }, Matcher)).Check(token, PatLifetime.GlobalTokensEnd));
    }

    [Fact]
    public void The_scopes_that_a_remedy_leaves_break_no_rule_and_are_all_that_may_be_left()
    {
        foreach (PatScope held in ScopeCatalog.All.Where(scope => !scope.IsFullAccess))
        {
            foreach (PatScope other in ScopeCatalog.All.Where(scope => !scope.IsFullAccess))
            {
                Check(new TokenRuleSettings { ForbiddenScope = [other.Name] }, held, name => !ScopeCatalog.Covers([name], other.Name));
                Check(new TokenRuleSettings { AllowedScope = [other.Name] }, held, name => ScopeCatalog.Covers([other.Name], name));
            }
        }

        static void Check(TokenRuleSettings settings, PatScope held, Predicate<string> mayStay)
        {
            if (Find(settings, Token(scope: held.Name)) is not { } finding)
            {
                return;
            }

            string[] best = [.. ScopeCatalog.Expand([held.Name]).Where(name => mayStay(name))];
            int at = finding.Remedy.IndexOf("-Scope ", StringComparison.Ordinal);
            if (at < 0)
            {
                Assert.StartsWith("Revoke-AdoPat ", finding.Remedy);
                Assert.Empty(best);
                return;
            }

            string left = finding.Remedy[(at + "-Scope ".Length)..];
            Assert.True(ScopeCatalog.AreEquivalent(best, ScopeCatalog.Parse(left)), $"{held}: {left}");
            Assert.Null(Find(settings, Token(scope: left.Replace(",", "", StringComparison.Ordinal))));
        }
    }

    [Fact]
    public void An_SSH_key_is_held_against_no_rule_about_scopes_or_organizations()
    {
        TokenRuleSettings settings = new()
        {
            NoFullAccess = true,
            NoGlobal = true,
            ForbiddenScope = ["vso.code"],
            AllowedScope = ["vso.profile"],
            MaximumLifetime = TimeSpan.FromDays(1),
            UnusedName = ["*"],
        };

        Assert.Equal([RuleNames.MaximumLifetime, RuleNames.UnusedName], RulesBrokenBy(isSshKey: true));
        Assert.Equal(6, RulesBrokenBy(isSshKey: false).Length);

        string[] RulesBrokenBy(bool isSshKey)
        {
            PersonalAccessToken key = new() { Name = "x", Organization = "contoso", IsGlobal = true, IsSshKey = isSshKey, Scope = ["app_token"], ValidFrom = Now, ValidTo = Now.AddDays(30) };
            return [.. TokenRules.From(settings, Matcher).Select(rule => rule.Check(key, Now)?.Rule).OfType<string>()];
        }
    }

    [Fact]
    public void What_the_service_does_not_tell_is_not_taken_for_allowed()
    {
        AdoPatFinding finding = Find(new TokenRuleSettings { AllowedScope = ["vso.code"] }, Token(scope: ""))!;

        Assert.Equal("The service does not say what it may do.", finding.Message);
        Assert.EndsWith("-Scope <the scopes that it needs>", finding.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_any_rule_nothing_passes_as_tested() =>
        Assert.Equal(ErrorIds.InvalidArgument, Assert.Throws<AdoPatException>(() => TokenRules.From(new TokenRuleSettings(), Matcher)).ErrorId);

    private static AdoPatFinding? Find(TokenRuleSettings settings, PersonalAccessToken token) =>
        TokenRules.From(settings, Matcher).Select(rule => rule.Check(token, Now)).SingleOrDefault(finding => finding is not null);

    private static Predicate<string> Matcher(IReadOnlyList<string> patterns) => name => patterns.Contains("*") || patterns.Contains(name);

    private static PersonalAccessToken Token(string scope = "vso.code", DateTimeOffset? validTo = null) => new()
    {
        Name = "nightly build",
        Organization = "contoso",
        ValidFrom = Now,
        ValidTo = validTo ?? Now.AddDays(30),
        Scope = scope.Split(' ', StringSplitOptions.RemoveEmptyEntries),
        AuthorizationId = Guid.NewGuid(),
    };
}
