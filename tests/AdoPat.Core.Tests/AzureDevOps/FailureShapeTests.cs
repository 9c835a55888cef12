using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using AdoPat.AzureDevOps;
using AdoPat.Core.Tests.Support;
using AdoPat.Models;
using AdoPat.Sessions;
using Xunit;

namespace AdoPat.Core.Tests.AzureDevOps;

/// <summary>The shapes in which the service says no, from the wire to the error a user gets.</summary>
public class FailureShapeTests(Emulator emulator) : EmulatorTest(emulator)
{
    private const string NotAccepted = "Listing the tokens of contoso failed: Azure DevOps did not accept the sign-in. It has ended, or is of another tenant";

    [Theory]
    [InlineData(203, "text/html", "<!DOCTYPE html><html><head><title>Azure DevOps Services | Sign In</title></head></html>")]
    [InlineData(302, "text/html", "<html><head><title>Object moved</title></head></html>")]
    [InlineData(401, "text/plain", "")]
    [InlineData(401, "application/json", """{"count":0,"value":[]}""")]
    [InlineData(401, "application/json", """{"continuationToken":"","patTokens":[]}""")]
    public Task A_token_that_is_not_accepted(int status, string type, string body) =>
        ListFailsAsync(ErrorIds.AdoUnauthorized, NotAccepted, status, body, type);

    [Theory]
    [InlineData("signInPage")]
    [InlineData("redirect")]
    [InlineData("unauthorized")]
    public async Task An_access_token_that_nobody_issued(string kind)
    {
        await Emulator.BehaveAsync(new { unauthenticatedAnswer = kind });
        EmulatorTokens signedIn = await SignInAsync();
        string value = (await signedIn.GetTokenAsync(new(), CancellationToken.None)).Value;
        PatClient client = new(SessionOf(GivenAccessToken.Check(value[..^4] + "AAAA", TimeProvider.System)));

        AdoPatException failure = await FailsAsync(ErrorIds.AdoUnauthorized, () => ReadAsync(client.ListAsync(Contoso, PatState.Active)));

        Assert.StartsWith(NotAccepted, failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("aaaaaaaa-aaaa-aaaa-aaaa-aaaaaaaaaaaa", ErrorIds.AdoUnauthorized, "Azure DevOps did not accept the sign-in.")]
    [InlineData("7c1c8d1e-0000-4000-8000-000000000001", ErrorIds.AdoForbidden, "the signed-in user has no access to this organization.")]
    public Task A_user_without_access_or_nobody_at_all(string user, string errorId, string said) => ListFailsAsync(
        errorId,
        said,
        401,
        new { message = $"TF400813: The user '{user}' is not authorized to access this resource.", typeKey = "UnauthorizedRequestException" });

    [Theory]
    [InlineData(403)]
    [InlineData(400)]
    public async Task A_service_principal(int status)
    {
        await Emulator.BehaveAsync(new { invalidAccessStatus = status });
        await ListFailsAsync(
            ErrorIds.AdoForbidden,
            "the sign-in is a service principal or a managed identity. Only users own personal access tokens: sign in as a user.",
            status,
            new { message = "Service principals are not allowed to perform this action.", typeKey = "InvalidAccessException" });
    }

    [Theory]
    [InlineData(403)]
    [InlineData(400)]
    public Task A_personal_access_token(int status) => ListFailsAsync(
        ErrorIds.AdoForbidden,
        "personal access tokens cannot manage personal access tokens. Sign in with Microsoft Entra ID: Connect-AdoPat.",
        status,
        new { message = "The requested operation is not allowed.", typeKey = "InvalidAccessException" });

    [Fact]
    public Task A_body_that_the_service_cannot_read() => ListFailsAsync(
        ErrorIds.AdoUnexpectedResponse,
        "The service said: TF400898: An Internal Error Occurred.",
        400,
        new { message = "TF400898: An Internal Error Occurred.", typeKey = "JsonReaderException" });

    [Fact]
    public Task A_user_who_has_never_been_there() => ListFailsAsync(
        ErrorIds.AdoForbidden,
        "the user has never signed in to this organization. Open it once in a browser, then try again.",
        401,
        new { message = "TF401444: Please sign-in at least once as ada@contoso.test in a web browser." });

    [Fact]
    public Task A_conditional_access_policy() => ListFailsAsync(
        ErrorIds.AdoForbidden,
        "a Conditional Access policy of the tenant blocked the request. Sign in from a device or network that it allows.",
        403,
        new { message = "VS403463: The conditional access policy defined by your Microsoft Entra administrator has failed." });

    [Fact]
    public Task A_rate_limit() => ListFailsAsync(
        ErrorIds.AdoThrottled,
        "the rate limit is reached. Try again in some minutes. The service said: TF400733",
        429,
        new { message = "TF400733: The request has been canceled: Request was blocked due to exceeding usage of resource 'x' in namespace 'y'." });

    [Fact]
    public async Task A_wrong_address()
    {
        PatClient client = await ClientAsync();
        Dictionary<string, string> headers = new() { ["X-TFS-ServiceError"] = "The+controller+for+path+%27%2f_apis%27+was+not+found." };
        await Emulator.FailAsync(new { path = AllTokenRequests, status = 404, headers, body = "The controller for path '/_apis' was not found." });

        AdoPatException failure = await FailsAsync(ErrorIds.AdoOrganizationNotFound, () => ReadAsync(client.ListAsync(Contoso, PatState.Active)));

        Assert.Contains("The service said: The controller for path '/_apis' was not found.", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public Task Something_that_is_no_list() => ListFailsAsync(
        ErrorIds.AdoUnexpectedResponse, "Listing the tokens of contoso failed: the answer is no list of tokens (status 200).", 200, new { value = "?" });

    [Theory]
    [InlineData(200)]
    [InlineData(400)]
    public async Task A_refusal_with_either_status(int status)
    {
        await Emulator.BehaveAsync(new { refusalStatus = status });
        await Emulator.SeedAsync(new { tenants = new[] { new { domain = "contoso.test", policies = new { restrictFullScope = new { enabled = true } } } } });
        PatClient client = await ClientAsync();

        AdoPatException failure = await FailsAsync(
            ErrorIds.PatPolicyViolation,
            () => client.CreateAsync(Contoso, new PatCreation { Name = "too much", Scope = ["app_token"], ValidTo = DateTimeOffset.UtcNow.AddDays(1) }));

        Assert.Equal("fullScopePatPolicyViolation", failure.ServiceCode);
        Assert.StartsWith(
            "Creating the token 'too much' in contoso failed: the service refused it (fullScopePatPolicyViolation). The tenant forbids tokens with full access",
            failure.Message,
            StringComparison.Ordinal);
        Assert.Contains("The service said: A policy of the tenant forbids tokens with full access.", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_organization_that_does_not_exist()
    {
        PatClient client = await ClientAsync();

        AdoPatException failure = await FailsAsync(ErrorIds.AdoOrganizationNotFound, () => client.RevokeAsync("nowhere", Guid.NewGuid()));

        Assert.StartsWith("There is no organization 'nowhere'.", failure.Message, StringComparison.Ordinal);
        Assert.Empty(await Emulator.TokenRequestsAsync());
    }

    [Fact]
    public async Task An_organization_that_does_not_exist_with_a_token_from_elsewhere()
    {
        EmulatorTokens signedIn = await SignInAsync();
        string value = (await signedIn.GetTokenAsync(new(), CancellationToken.None)).Value;
        PatClient client = new(SessionOf(GivenAccessToken.Check(value, TimeProvider.System)));

        AdoPatException failure = await FailsAsync(ErrorIds.AdoOrganizationNotFound, () => client.RevokeAsync("nowhere", Guid.NewGuid()));

        Assert.Contains(" failed: there is no organization 'nowhere', or the signed-in user cannot see it. Check its name.", failure.Message, StringComparison.Ordinal);
    }

    private async Task ListFailsAsync(string errorId, string said, int status, object body, string type = "application/json")
    {
        PatClient client = await ClientAsync();
        Dictionary<string, string> headers = new() { ["Content-Type"] = type, ["ActivityId"] = "7c1c8d1e-0000-4000-8000-000000000001", ["X-VSS-E2EID"] = "7c1c8d1e-0000-4000-8000-000000000002" };
        await Emulator.FailAsync(new { path = AllTokenRequests, status, body, headers, count = (int?)null });

        AdoPatException failure = await FailsAsync(errorId, () => ReadAsync(client.ListAsync(Contoso, PatState.Active)));

        Assert.StartsWith("Listing the tokens of contoso failed: ", failure.Message, StringComparison.Ordinal);
        Assert.Contains(said, failure.Message, StringComparison.Ordinal);
        Assert.EndsWith("(activity id 7c1c8d1e-0000-4000-8000-000000000002)", failure.Message, StringComparison.Ordinal);
        Assert.Equal("7c1c8d1e-0000-4000-8000-000000000002", failure.ActivityId);
        Assert.Equal(status, (int)failure.StatusCode!);
    }
}
