using System;
using AdoPat.AzureDevOps;
using AdoPat.Models;
using Xunit;

namespace AdoPat.Core.Tests.AzureDevOps;

public class PatQueryTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 10, 0, 0, TimeSpan.Zero);

    [Fact]
    public void What_is_not_said_does_not_restrict()
    {
        Assert.True(Matches(new PatQuery(), Token()));
        Assert.Equal([PatState.Active], new PatQuery().States);
    }

    [Fact]
    public void Names_are_compared_by_the_caller_s_rule()
    {
        PatQuery query = new() { Name = name => name.StartsWith("build", StringComparison.OrdinalIgnoreCase) };

        Assert.True(Matches(query, Token(name: "Build agents")));
        Assert.False(Matches(query, Token(name: "laptop")));
    }

    [Theory]
    [InlineData(6.9, true)]
    [InlineData(7, true)]
    [InlineData(7.1, false)]
    [InlineData(-3, true)]
    public void What_ends_within_a_time_has_ended_or_ends_by_then(double days, bool isWanted) =>
        Assert.Equal(isWanted, Matches(new PatQuery { ExpiringWithin = TimeSpan.FromDays(7) }, Token(validTo: Now.AddDays(days))));

    [Fact]
    public void A_time_without_end_is_no_overflow() =>
        Assert.True(Matches(new PatQuery { ExpiringWithin = TimeSpan.MaxValue }, Token(validTo: DateTimeOffset.MaxValue)));

    [Theory]
    [InlineData("vso.code", "vso.code", true)]
    [InlineData("vso.code_write", "vso.code", true)]
    [InlineData("vso.code", "vso.code_write", false)]
    [InlineData("app_token", "vso.code_write", true)]
    [InlineData("vso.packaging", "vso.code", false)]
    public void A_scope_is_found_in_a_wider_one(string held, string wanted, bool isWanted) =>
        Assert.Equal(isWanted, Matches(new PatQuery { Scope = [wanted] }, Token(scope: held)));

    [Fact]
    public void All_scopes_must_be_there()
    {
        PatQuery query = new() { Scope = ["vso.code", "vso.packaging"] };

        Assert.True(Matches(query, Token(scope: "vso.code_write vso.packaging_write")));
        Assert.False(Matches(query, Token(scope: "vso.code_write")));
    }

    [Fact]
    public void Tokens_for_all_organizations_can_be_picked()
    {
        Assert.True(Matches(new PatQuery { GlobalOnly = true }, Token(isGlobal: true)));
        Assert.False(Matches(new PatQuery { GlobalOnly = true }, Token()));
    }

    private static bool Matches(PatQuery query, PersonalAccessToken token) => query.Matches(token, Now);

    private static PersonalAccessToken Token(string name = "x", string scope = "vso.code", DateTimeOffset? validTo = null, bool isGlobal = false) => new()
    {
        Name = name,
        Organization = "contoso",
        Scope = scope.Split(' '),
        ValidTo = validTo ?? Now.AddDays(30),
        IsGlobal = isGlobal,
    };
}
