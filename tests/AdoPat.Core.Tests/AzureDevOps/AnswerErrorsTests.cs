using System;
using System.Threading.Tasks;
using AdoPat.AzureDevOps;
using AdoPat.Core.Tests.Support;
using AdoPat.Http;
using AdoPat.Models;
using Xunit;

namespace AdoPat.Core.Tests.AzureDevOps;

public class AnswerErrorsTests
{
    [Theory]
    [InlineData("contoso", true, """{"message":"gone","typeKey":"SomethingNotFoundException"}""", ErrorIds.PatNotFound)]
    [InlineData("contoso", true, "", ErrorIds.PatNotFound)]
    [InlineData("contoso", true, "The resource cannot be found.", ErrorIds.AdoOrganizationNotFound)]
    [InlineData("contoso", false, "", ErrorIds.AdoOrganizationNotFound)]
    [InlineData("contoso", false, """{"message":"gone","typeKey":"SomethingNotFoundException"}""", ErrorIds.AdoOrganizationNotFound)]
    [InlineData(null, false, "", ErrorIds.AdoUnexpectedResponse)]
    public async Task Not_found_is_said_of_what_was_asked_for(string? organization, bool isAboutToken, string body, string errorId)
    {
        RequestContext context = new() { Action = "Doing it", Organization = organization, IsAboutToken = isAboutToken };

        AdoPatException failure = AnswerErrors.From(await Answers.OfAsync(404, body, context: context));

        Assert.Equal(errorId, failure.ErrorId);
        Assert.StartsWith("Doing it failed: ", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(401, "Basic realm=\"https://tfsprodsin1.app.visualstudio.com/\"")]
    [InlineData(403, null)]
    public async Task A_missing_permission_may_be_a_missing_scope_of_the_application(int status, string? challenge)
    {
        RequestContext context = new() { Action = "Doing it", Organization = "contoso", RequiredPermission = "the key", RequiredScope = "vso.auditlog" };

        AdoPatException failure = AnswerErrors.From(await Answers.OfAsync(status, context: context, challenge: challenge));

        Assert.Equal(ErrorIds.AdoAdministratorRequired, failure.ErrorId);
        Assert.Contains("this takes the key in contoso, and the signed-in user does not have it, or the sign-in does not have vso.auditlog", failure.Message, StringComparison.Ordinal);
        Assert.Contains("The organization's administrators can give", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_permission_that_is_not_the_organizations_is_given_by_others()
    {
        RequestContext context = new() { Action = "Doing it", Organization = "contoso", RequiredPermission = "the role", PermissionGivers = "The tenant's administrators" };

        AdoPatException failure = AnswerErrors.From(await Answers.OfAsync(403, context: context));

        Assert.Contains("this takes the role, and the signed-in user does not have it. The tenant's administrators can give the permission;", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Bearer error=\"insufficient_claims\", claims=\"eyJhY2Nlc3NfdG9rZW4iOnt9fQ==\"", ErrorIds.AdoUnauthorized)]
    [InlineData("Bearer authorization_uri=\"https://login.microsoftonline.com/common\"", ErrorIds.AdoAdministratorRequired)]
    public async Task A_challenge_that_the_sign_in_could_not_meet_is_no_missing_permission(string challenge, string errorId)
    {
        RequestContext context = new() { Action = "Doing it", Organization = "contoso", RequiredPermission = "the key" };

        Assert.Equal(errorId, AnswerErrors.From(await Answers.OfAsync(401, context: context, challenge: challenge)).ErrorId);
    }

    [Fact]
    public async Task What_the_service_says_is_redacted()
    {
        AdoPatException failure = AnswerErrors.From(await Answers.OfAsync(
            400, """{"message":"The header 'Bearer eyJhbGciOiJSUzI1NiJ9.eyJhdWQiOiJ4In0.c2lnbmF0dXJl' is wrong.","typeKey":"X"}"""));

        Assert.Equal("X", failure.ServiceCode);
        Assert.DoesNotContain("eyJ", failure.Message, StringComparison.Ordinal);
        Assert.Contains("[redacted]", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "the rate limit is reached. Try again in some minutes.")]
    [InlineData(0.2, "the rate limit is reached. Try again in 1 seconds.")]
    [InlineData(121.0, "the rate limit is reached. Try again in 121 seconds.")]
    public async Task A_rate_limit_says_when_it_lifts(double? seconds, string said)
    {
        RequestContext context = new() { Action = "Doing it", RetryAfter = seconds is { } wait ? TimeSpan.FromSeconds(wait) : null };

        AdoPatException failure = AnswerErrors.From(await Answers.OfAsync(429, context: context));

        Assert.Equal(ErrorIds.AdoThrottled, failure.ErrorId);
        Assert.Contains(said, failure.Message, StringComparison.Ordinal);
    }
}
