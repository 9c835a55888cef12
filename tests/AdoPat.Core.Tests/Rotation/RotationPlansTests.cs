using System;
using System.Collections.Generic;
using System.Linq;
using AdoPat.Destinations;
using AdoPat.Models;
using AdoPat.Rotation;
using Xunit;

namespace AdoPat.Core.Tests.Rotation;

/// <summary>Plans that would lose a secret are refused before anything is sent.</summary>
public class RotationPlansTests
{
    private const string Feed = "https://pkgs.dev.azure.com/contoso/_packaging/feed/npm/";

    public static TheoryData<string, string> OnePlace => new()
    {
        { "file /secrets/ci", "file /secrets/CI" },
        { "variable ci", "variable CI" },
        { "git https://dev.azure.com/contoso/a", "git https://dev.azure.com/contoso/b" },
        { "git https://dev.azure.com/contoso", "git https://dev.azure.com/contoso/" },
        { "npm " + Feed, "npm " + Feed + "registry/" },
        { "npm " + Feed + "registry", "npm " + Feed + "registry/" },
        { "yarn " + Feed, "yarn " + Feed.TrimEnd('/') },
        { "npm " + Feed.Replace("feed", "Feed", StringComparison.Ordinal), "npm " + Feed },
    };

    public static TheoryData<string, string> TwoPlaces => new()
    {
        { "file /secrets/ci", "file /secrets/ci2" },
        { "npm " + Feed, "yarn " + Feed },
        { "npm " + Feed, "npm " + Feed.Replace("feed", "other", StringComparison.Ordinal) },
        { "git https://dev.azure.com/contoso", "git https://dev.azure.com/fabrikam" },
        { "git https://dev.azure.com/contoso", "git https://git.contoso.test/contoso" },
    };

    [Theory]
    [MemberData(nameof(OnePlace))]
    public void Two_tokens_for_one_place_are_refused_however_it_is_spelled(string one, string other)
    {
        RotationPlan[] plans = [PlanOf("a", one), PlanOf("b", other), PlanOf("c", "file /secrets/another")];

        IReadOnlyDictionary<RotationPlan, AdoPatException> shared = RotationPlans.FindShared(plans);

        Assert.Equal(plans[..2].ToHashSet(), shared.Keys.ToHashSet());
        Assert.All(shared.Values, refused => Assert.Equal(ErrorIds.InvalidArgument, refused.ErrorId));
    }

    [Theory]
    [MemberData(nameof(TwoPlaces))]
    public void Two_tokens_for_two_places_are_not(string one, string other) =>
        Assert.Empty(RotationPlans.FindShared([PlanOf("a", one), PlanOf("b", other)]));

    [Theory]
    [InlineData(30, true)]
    [InlineData(31, true)]
    [InlineData(29, false)]
    public void An_overlap_that_the_new_token_does_not_outlive_is_refused(int days, bool isRefused)
    {
        PersonalAccessToken token = new()
        {
            Name = "ci",
            Organization = "contoso",
            ValidFrom = DateTimeOffset.UnixEpoch,
            ValidTo = DateTimeOffset.UnixEpoch.AddDays(30),
        };
        AdoPatException? refused = (AdoPatException?)Record.Exception(() => RotationPlans.For(token, new RotationOptions { RevokeAfter = TimeSpan.FromDays(days) }));

        Assert.Equal(isRefused ? ErrorIds.InvalidArgument : null, refused?.ErrorId);
    }

    private static RotationPlan PlanOf(string name, string place)
    {
        string[] parts = place.Split(' ');
        AdoPatDestination destination = parts[0] switch
        {
            "file" => FileDestination.Describe(parts[1]),
            "variable" => EnvironmentVariableDestination.Describe(parts[1], EnvironmentVariableTarget.Process),
            "git" => GitCredentialDestination.Describe(parts[1]),
            "npm" => NpmConfigDestination.Describe(parts[1], "/home/me/.npmrc"),
            _ => YarnConfigDestination.Describe(parts[1], "/home/me/.yarnrc.yml"),
        };
        return new RotationPlan { Organization = "contoso", Name = name, Scope = ["vso.code"], Lifetime = TimeSpan.FromDays(1), Destinations = [destination] };
    }
}
