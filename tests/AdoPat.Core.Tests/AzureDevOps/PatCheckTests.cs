using System;
using System.Linq;
using System.Security;
using System.Threading.Tasks;
using AdoPat.AzureDevOps;
using AdoPat.Core.Tests.Secrets;
using AdoPat.Core.Tests.Support;
using AdoPat.Models;
using AdoPat.Secrets;
using FsCheck.Fluent;
using Xunit;

namespace AdoPat.Core.Tests.AzureDevOps;

public class PatCheckTests(Emulator emulator) : EmulatorTest(emulator)
{
    [Fact]
    public async Task A_token_that_works_tells_whose_it_is()
    {
        using SecureString token = await SecretOfAsync("laptop git");

        PatCheckResult result = await CheckAsync(token, Contoso);

        Assert.True(result.Works);
        Assert.True(result.IsWellFormed);
        Assert.Equal((PatFormat.Current, Contoso, Ada), (result.Format, result.Organization, result.Owner));
        Assert.Null(result.Reason);
        Assert.Equal("Basic", Assert.Single(await Emulator.RequestsAsync()).Authentication);
        Assert.Single(Observer.Answers);
    }

    [Theory]
    [InlineData("old release script", Contoso, "has expired")]
    [InlineData("lost laptop", Contoso, "is revoked, expired, of another organization")]
    [InlineData("laptop git", Fabrikam, "is revoked, expired, of another organization")]
    public async Task A_token_that_does_not_work_is_a_result_with_a_reason(string name, string organization, string reason)
    {
        using SecureString token = await SecretOfAsync(name);

        PatCheckResult result = await CheckAsync(token, organization);

        Assert.False(result.Works);
        Assert.Null(result.Owner);
        Assert.StartsWith(organization + " did not accept the token: ", result.Reason, StringComparison.Ordinal);
        Assert.Contains(reason, result.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("signInPage")]
    [InlineData("redirect")]
    [InlineData("unauthorized")]
    public async Task Whichever_way_the_service_says_no_it_is_no(string kind)
    {
        await Emulator.BehaveAsync(new { unauthenticatedAnswer = kind });
        using SecureString token = SecretText.ToSecureString(TokenGenerators.CurrentPat.Sample(1).First());

        Assert.False((await CheckAsync(token, Contoso)).Works);
    }

    [Fact]
    public async Task Where_everybody_may_read_nobody_is_not_taken_for_somebody()
    {
        await AddOrganizationAsync(new { name = "open", publicProjects = true });
        await Emulator.FailAsync(new { path = "/open/_apis/connectionData", status = 200, body = """{"authenticatedUser":{"id":"aaaaaaaa-aaaa-aaaa-aaaa-aaaaaaaaaaaa","providerDisplayName":"Anonymous"}}""" });
        using SecureString token = SecretText.ToSecureString(TokenGenerators.CurrentPat.Sample(1).First());

        Assert.False((await CheckAsync(token, "open")).Works);
    }

    [Fact]
    public async Task What_has_not_the_form_of_a_token_is_not_sent()
    {
        using SecureString token = SecretText.ToSecureString("hunter2");

        PatCheckResult result = await CheckAsync(token, Contoso);

        Assert.Equal((PatFormat.Unrecognized, false, (bool?)null), (result.Format, result.IsWellFormed, result.Works));
        Assert.DoesNotContain("hunter2", result.Reason, StringComparison.Ordinal);
        Assert.Empty(await Emulator.RequestsAsync());
    }

    [Fact]
    public async Task White_space_around_a_token_does_not_matter()
    {
        using SecureString token = await SecretOfAsync("laptop git");
        using SecureString pasted = SecretText.ToSecureString($" {SecretText.ToPlainText(token)}\r\n");

        Assert.True(PatCheck.CheckForm(pasted).IsWellFormed);
        Assert.True((await CheckAsync(pasted, Contoso)).Works);
    }

    [Fact]
    public async Task An_organization_that_cannot_be_asked_is_an_error()
    {
        using SecureString token = await SecretOfAsync("laptop git");

        AdoPatException failure = await FailsAsync(ErrorIds.AdoOrganizationNotFound, () => CheckAsync(token, "nowhere"));

        Assert.StartsWith("Asking nowhere about the token failed: there is no organization 'nowhere'", failure.Message, StringComparison.Ordinal);
    }

    private async Task<SecureString> SecretOfAsync(string name) => SecretText.ToSecureString(
        (await Emulator.StateAsync())["tokens"]!.AsArray().Single(token => token!["displayName"]!.GetValue<string>() == name)!["token"]!.GetValue<string>());
}
