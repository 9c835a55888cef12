using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using AdoPat.Core.Tests.Support;
using AdoPat.Models;
using AdoPat.Sessions;
using Xunit;

namespace AdoPat.Core.Tests.Sessions;

public class SessionStartTests : EmulatorTest
{
    private readonly SignInForTests _signIn;

    public SessionStartTests(Emulator emulator)
        : base(emulator) => _signIn = new SignInForTests(() => SignInAsync());

    [Fact]
    public async Task The_sign_in_is_at_the_tenant_of_the_organization_and_the_service_must_know_the_user()
    {
        using AdoPatSession session = await StartAsync(new SignInRequest { Endpoints = Emulator.Endpoints, Account = Ada }, Contoso);

        Assert.Equal(Contoso, session.Organization);
        Assert.Equal(session.TenantId, _signIn.Request!.Tenant);
        Assert.Equal(Ada, _signIn.Request.Account);
        Assert.Equal(
            ["HEAD dev.azure.com/contoso", "GET dev.azure.com/contoso/_apis/connectionData"],
            (await Emulator.RequestsAsync()).Where(request => request.GrantType is null).Select(request => $"{request.Method} {request.Host}{request.Path}"));
    }

    [Fact]
    public async Task A_tenant_that_was_named_is_signed_in_to()
    {
        using AdoPatSession session = await StartAsync(new SignInRequest { Endpoints = Emulator.Endpoints, Tenant = "contoso.test" }, Contoso);

        Assert.Equal("contoso.test", _signIn.Request!.Tenant);
    }

    [Fact]
    public async Task Nobody_is_asked_to_sign_in_for_an_organization_that_is_not_there()
    {
        await FailsAsync(ErrorIds.AdoOrganizationNotFound, () => StartAsync(new SignInRequest { Endpoints = Emulator.Endpoints }, "nowhere"));

        Assert.Null(_signIn.Request);
    }

    [Fact]
    public async Task A_user_who_is_no_member_is_told_so()
    {
        await AddOrganizationAsync(new { name = "closed" });

        AdoPatException failure = await FailsAsync(
            ErrorIds.AdoForbidden, () => StartAsync(new SignInRequest { Endpoints = Emulator.Endpoints }, "closed"));

        Assert.StartsWith("Connecting to closed failed: the signed-in user has no access to this organization.", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_an_organization_the_only_one_of_the_user_is_taken()
    {
        await Emulator.SeedAsync(new
        {
            users = new[] { new { upn = "eve@contoso.test" } },
            organizations = new[] { new { name = "lonely", members = new System.Collections.Generic.List<string> { "eve@contoso.test" } } },
        });
        SignInForTests signIn = new(() => SignInAsync("eve@contoso.test"));

        using AdoPatSession session = await SessionStart.SignInAsync(new SignInRequest { Endpoints = Emulator.Endpoints }, organization: null, signIn, signIn);

        Assert.Equal("lonely", session.Organization);
        Assert.Equal(SignInRequest.AnyTenant, signIn.Request!.Tenant);
        Assert.Equal(["lonely"], session.KnownOrganizations);
    }

    [Fact]
    public async Task Without_an_organization_none_is_taken_from_several()
    {
        using AdoPatSession session = await StartAsync(new SignInRequest { Endpoints = Emulator.Endpoints }, organization: null);

        Assert.Null(session.Organization);
        Assert.Equal([Contoso, Fabrikam], session.KnownOrganizations.Order());
    }

    [Fact]
    public async Task An_access_token_from_elsewhere_is_used_as_it_is()
    {
        EmulatorTokens signedIn = await SignInAsync();
        string value = (await signedIn.GetTokenAsync(new(), CancellationToken.None)).Value;

        using AdoPatSession session = await SessionStart.UseAccessTokenAsync(value, Emulator.Endpoints, Contoso);

        Assert.Equal((Ada, signedIn.TenantId, SignInMethod.AccessToken), (session.Account, session.TenantId, session.Method));
        Assert.DoesNotContain(await Emulator.RequestsAsync(), request => request.Method == "HEAD");
    }

    [Fact]
    public async Task An_access_token_from_elsewhere_that_the_service_does_not_take_starts_no_session()
    {
        EmulatorTokens signedIn = await SignInAsync();
        string value = (await signedIn.GetTokenAsync(new(), CancellationToken.None)).Value;

        AdoPatException failure = await FailsAsync(
            ErrorIds.AdoUnauthorized, () => SessionStart.UseAccessTokenAsync(value[..^4] + "AAAA", Emulator.Endpoints, Contoso));

        Assert.StartsWith("Connecting to contoso failed: Azure DevOps did not accept the sign-in.", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(value[..40], failure.ToString(), StringComparison.Ordinal);
    }

    private Task<AdoPatSession> StartAsync(SignInRequest request, string? organization) =>
        SessionStart.SignInAsync(request, organization, _signIn, _signIn, Observer);
}
