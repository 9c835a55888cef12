using System;
using System.Threading.Tasks;
using AdoPat.AzureDevOps;
using AdoPat.AzureDevOps.Wire;
using AdoPat.Core.Tests.Support;
using AdoPat.Http;
using AdoPat.Models;
using Xunit;

namespace AdoPat.Core.Tests.AzureDevOps;

/// <summary>The two error channels: the status, and a field of the body, in every combination.</summary>
public class PatResultsTests
{
    private const string Token = """{"patToken":{"displayName":"x","token":null},"patTokenError":"none"}""";
    private const string Issued = """{"patToken":{"displayName":"x","token":"secret"},"patTokenError":"none"}""";
    private const string Refused = """{"patToken":null,"patTokenError":"invalidScope","patTokenErrorMessage":"The scope 'x' is not valid."}""";

    [Theory]
    [InlineData(200)]
    [InlineData(201)]
    public async Task A_token_is_read_from_a_success(int status)
    {
        Assert.Equal("x", PatResults.Read(await Answers.OfAsync(status, Token)).DisplayName);
        Assert.Equal("secret", PatResults.ReadIssued(await Answers.OfAsync(status, Issued)).Token);
    }

    [Theory]
    [InlineData(200)]
    [InlineData(400)]
    [InlineData(403)]
    [InlineData(500)]
    public async Task A_refusal_in_the_body_counts_whatever_the_status(int status)
    {
        ServiceAnswer answer = await Answers.OfAsync(status, Refused);

        foreach (Func<ServiceAnswer, PatTokenWire> read in new Func<ServiceAnswer, PatTokenWire>[] { PatResults.Read, PatResults.ReadIssued })
        {
            AdoPatException failure = Assert.Throws<AdoPatException>(() => read(answer));
            Assert.Equal(ErrorIds.PatInvalidScope, failure.ErrorId);
            Assert.Equal("invalidScope", failure.ServiceCode);
            Assert.Equal(status, (int)failure.StatusCode!);
            Assert.Equal(
                "Doing it failed: the service refused it (invalidScope). Get-AdoPatScope lists the scopes. "
                + "The service said: The scope 'x' is not valid. (activity id 7c1c8d1e-0000-4000-8000-000000000001)",
                failure.Message);
        }
    }

    [Fact]
    public async Task A_refusal_with_a_token_beside_it_is_a_refusal() =>
        AssertFails(
            ErrorIds.PatPolicyViolation,
            PatResults.Read,
            await Answers.OfAsync(200, """{"patToken":{"displayName":"x"},"patTokenError":"patLifespanPolicyViolation"}"""));

    [Theory]
    [InlineData(200, "{}")]
    [InlineData(200, """{"patToken":null,"patTokenError":"none"}""")]
    [InlineData(200, "no JSON")]
    [InlineData(204, "")]
    public async Task A_success_without_the_token_is_unexpected(int status, string body)
    {
        AdoPatException failure = AssertFails(ErrorIds.AdoUnexpectedResponse, PatResults.Read, await Answers.OfAsync(status, body));

        Assert.StartsWith($"Doing it failed: the answer holds no token (status {status}).", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(200, "{}")]
    [InlineData(200, Token)]
    [InlineData(200, """{"patToken":{"displayName":"x","token":""},"patTokenError":"none"}""")]
    [InlineData(200, "{\"patToken\":{\"displayNa")]
    [InlineData(204, "")]
    [InlineData(500, "")]
    [InlineData(502, "<html>Bad Gateway</html>")]
    [InlineData(503, """{"message":"TF400898: An Internal Error Occurred.","typeKey":"VssServiceException"}""")]
    public async Task A_creation_whose_answer_has_no_secret_may_have_made_a_token(int status, string body) =>
        AssertFails(ErrorIds.PatOutcomeUnknown, PatResults.ReadIssued, await Answers.OfAsync(status, body));

    [Theory]
    [InlineData(401, "", ErrorIds.AdoUnauthorized)]
    [InlineData(400, """{"message":"TF400898","typeKey":"JsonReaderException"}""", ErrorIds.AdoUnexpectedResponse)]
    [InlineData(403, "", ErrorIds.AdoForbidden)]
    [InlineData(429, "", ErrorIds.AdoThrottled)]
    [InlineData(503, """{"message":"TF24668: stopped","typeKey":"VssServiceException"}""", ErrorIds.AdoOrganizationNotFound)]
    public async Task A_creation_that_was_refused_made_none(int status, string body, string errorId) =>
        AssertFails(errorId, PatResults.ReadIssued, await Answers.OfAsync(status, body));

    [Theory]
    [InlineData(200, "")]
    [InlineData(200, "null")]
    [InlineData(200, Token)]
    [InlineData(204, "")]
    public async Task A_revocation_is_done_with_or_without_a_body(int status, string body) =>
        PatResults.ReadRevoked(await Answers.OfAsync(status, body));

    [Theory]
    [InlineData(404, """{"typeKey":"SessionTokenNotFoundException"}""")]
    [InlineData(404, "")]
    [InlineData(200, """{"patTokenError":"authorizationNotFound"}""")]
    [InlineData(400, """{"patTokenError":"tokenNotFound"}""")]
    public async Task A_token_that_is_not_there_is_not_revoked(int status, string body)
    {
        RequestContext context = new() { Action = "Revoking it", Organization = "contoso", IsAboutToken = true };

        ServiceAnswer answer = await Answers.OfAsync(status, body, context: context);

        Assert.Equal(ErrorIds.PatNotFound, Assert.Throws<AdoPatException>(() => PatResults.ReadRevoked(answer)).ErrorId);
    }

    [Fact]
    public async Task A_refused_revocation_is_refused_after_a_lost_attempt_too()
    {
        RequestContext second = new() { Action = "Revoking it", Organization = "contoso", IsAboutToken = true, MayHaveHappened = true };

        ServiceAnswer answer = await Answers.OfAsync(403, context: second);

        Assert.Equal(ErrorIds.AdoForbidden, Assert.Throws<AdoPatException>(() => PatResults.ReadRevoked(answer)).ErrorId);
    }

    [Theory]
    [InlineData(400, """{"typeKey":"VssVersionOutOfRangeException"}""", true)]
    [InlineData(400, """{"typeKey":"VssInvalidPreviewVersionException"}""", true)]
    [InlineData(400, """{"typeKey":"VssVersionNotSpecifiedException"}""", false)]
    [InlineData(404, """{"typeKey":"VssVersionOutOfRangeException"}""", false)]
    [InlineData(400, "", false)]
    public async Task A_version_that_is_not_served_is_recognised(int status, string body, bool isUnknown) =>
        Assert.Equal(isUnknown, PatResults.IsUnknownVersion(await Answers.OfAsync(status, body)));

    private static AdoPatException AssertFails(string errorId, Func<ServiceAnswer, PatTokenWire> read, ServiceAnswer answer)
    {
        AdoPatException failure = Assert.Throws<AdoPatException>(() => read(answer));
        Assert.Equal(errorId, failure.ErrorId);
        return failure;
    }
}
