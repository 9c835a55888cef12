using System;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using AdoPat.Apigee;
using AdoPat.Core.Tests.Support;
using AdoPat.Http;
using AdoPat.Models;
using Xunit;

namespace AdoPat.Core.Tests.Apigee;

public class ApigeeSessionTests(Emulator emulator) : ApigeeTest(emulator)
{
    [Fact]
    public async Task A_session_asks_about_its_organization()
    {
        ApigeeSession session = await ConnectApigeeAsync();

        ServiceAnswer answer = await session.SendAsync(HttpMethod.Get, "userroles", session.ContextFor("Listing the roles", Observer), CancellationToken.None);

        Assert.True(answer.IsSuccess);
        Assert.Equal($"{Ada} in {MyOrg}", session.ToString());
        Assert.Equal(new Uri(Emulator.Uri, "apigee/v1"), session.ManagementUri);
        Assert.Equal(ApigeeSignInMethod.Basic, session.Method);
        Assert.Null(session.ExpiresOn);
    }

    [Theory]
    [InlineData("oauth2/accesstokens/..")]
    [InlineData("userroles/./permissions")]
    [InlineData("..?path=x")]
    public async Task A_name_never_leads_to_another_resource(string resource)
    {
        ApigeeSession session = await ConnectApigeeAsync();
        int sent = (await Emulator.RequestsAsync()).Count;

        await FailsAsync(ErrorIds.InvalidArgument, () => session.SendAsync(HttpMethod.Delete, resource, session.ContextFor("Doing it", Observer), CancellationToken.None));

        Assert.Equal(sent, (await Emulator.RequestsAsync()).Count);
    }

    [Fact]
    public async Task A_wrong_password_is_said_to_be_one_and_is_not_tried_again()
    {
        ApigeeSignIn signIn = SignInOf("nobody@myorg.test");

        await FailsAsync(ErrorIds.ApigeeUnauthorized, () => ApigeeStart.ConnectAsync(signIn, Observer));

        Assert.Single(await Emulator.RequestsAsync());
    }

    [Fact]
    public async Task An_organization_that_is_not_there_is_said_not_to_be() =>
        await FailsAsync(ErrorIds.ApigeeOrganizationNotFound, () => ConnectApigeeAsync(organization: "else where"));

    [Theory]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData(" ")]
    public async Task What_no_organization_can_be_called_is_not_asked_for(string organization)
    {
        await FailsAsync(ErrorIds.InvalidArgument, () => ConnectApigeeAsync(organization: organization));

        Assert.Empty(await Emulator.RequestsAsync());
    }

    [Fact]
    public async Task An_answer_about_something_else_makes_no_session()
    {
        await Emulator.FailAsync(new { path = "*/organizations/*", status = 200, headers = new { contentType = "x" }, body = new { status = "ok" } });

        await FailsAsync(ErrorIds.ApigeeUnexpectedResponse, () => ConnectApigeeAsync());
    }

    [Fact]
    public async Task A_session_that_was_ended_sends_nothing()
    {
        ApigeeSession session = await ConnectApigeeAsync();
        session.Dispose();

        AdoPatException failure = await FailsAsync(
            ErrorIds.NotConnected, () => session.SendAsync(HttpMethod.Get, "", session.ContextFor("Asking", Observer), CancellationToken.None));

        Assert.Contains("Run Connect-Apigee again", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_secret_of_a_request_is_not_told_to_the_observer()
    {
        ApigeeSession session = await ConnectApigeeAsync();
        const string token = "no such/token+";

        await session.SendAsync(
            HttpMethod.Get, "oauth2/accesstokens/" + Uri.EscapeDataString(token), session.ContextFor("Asking", Observer, token), CancellationToken.None);

        Assert.EndsWith("/oauth2/accesstokens/[redacted]", Observer.Answers.ToArray()[^1].Uri.ToString(), StringComparison.Ordinal);
    }
}
