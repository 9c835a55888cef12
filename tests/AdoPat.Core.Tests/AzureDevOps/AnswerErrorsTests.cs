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
