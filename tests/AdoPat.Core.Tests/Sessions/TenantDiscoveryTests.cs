using System;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;
using AdoPat.Core.Tests.Support;
using AdoPat.Http;
using AdoPat.Models;
using AdoPat.Sessions;
using Xunit;

namespace AdoPat.Core.Tests.Sessions;

public class TenantDiscoveryTests(Emulator emulator) : EmulatorTest(emulator)
{
    private const string Tenant = "7b2b0d6f-1111-4000-8000-00000000000a";
    private const string Other = "7b2b0d6f-2222-4000-8000-00000000000b";

    [Fact]
    public async Task The_tenant_of_an_organization_is_found_out_without_a_token()
    {
        JsonObject state = await Emulator.StateAsync();

        Assert.Equal(state["tenants"]![0]!["id"]!.GetValue<string>(), await FindAsync(Contoso));
    }

    [Fact]
    public async Task An_organization_that_is_not_there_is_named()
    {
        AdoPatException failure = await FailsAsync(ErrorIds.AdoOrganizationNotFound, () => FindAsync("nowhere"));

        Assert.Equal("There is no organization 'nowhere'. Its name is the part after https://dev.azure.com/ in the address of its pages.", failure.Message);
        Assert.Equal(404, (int)failure.StatusCode!);
        Assert.NotNull(failure.ActivityId);
    }

    [Fact]
    public async Task An_organization_of_Microsoft_accounts_cannot_be_served()
    {
        await AddOrganizationAsync(new { name = "hobby", tenant = "personal" });

        AdoPatException failure = await FailsAsync(ErrorIds.AdoOrganizationNotFound, () => FindAsync("hobby"));

        Assert.StartsWith("The organization 'hobby' belongs to Microsoft accounts, not to a tenant of Microsoft Entra ID.", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Bearer authorization_uri=https://login.microsoftonline.com/" + Tenant)]
    [InlineData("Bearer authorization_uri=\"https://login.microsoftonline.com/" + Tenant + "\"")]
    [InlineData("Bearer authorization_uri=https://login.windows.net/" + Tenant + "/oauth2/authorize, error=invalid_token")]
    [InlineData("Basic realm=\"https://tfsprodsin1.app.visualstudio.com/\", Bearer authorization_uri=https://login.microsoftonline.com/" + Tenant + ", TFS-Federated")]
    public async Task A_challenge_names_the_tenant(string challenge) =>
        Assert.Equal(Tenant, await FindAsync(Contoso, ("WWW-Authenticate", challenge)));

    [Theory]
    [InlineData(Tenant)]
    [InlineData(Tenant + "," + Other)]
    [InlineData("00000000-0000-0000-0000-000000000000, " + Tenant)]
    [InlineData("nonsense," + Tenant)]
    public async Task A_header_names_the_tenant(string header) =>
        Assert.Equal(Tenant, await FindAsync(Contoso, ("X-VSS-ResourceTenant", header)));

    [Fact]
    public async Task A_challenge_is_believed_before_a_header() => Assert.Equal(
        Tenant,
        await FindAsync(Contoso, ("WWW-Authenticate", "Bearer authorization_uri=https://login.microsoftonline.com/" + Tenant), ("X-VSS-ResourceTenant", Other)));

    [Theory]
    [InlineData("WWW-Authenticate", "Bearer authorization_uri=https://login.microsoftonline.com/organizations")]
    [InlineData("WWW-Authenticate", "Bearer authorization_uri=https://login.microsoftonline.com/00000000-0000-0000-0000-000000000000")]
    [InlineData("X-VSS-ResourceTenant", "nonsense")]
    public async Task Where_no_tenant_is_named_there_is_none(string name, string value) => Assert.Null(await FindAsync(Contoso, (name, value)));

    [Theory]
    [InlineData(500, ErrorIds.AdoServerError)]
    [InlineData(503, ErrorIds.AdoServerError)]
    [InlineData(429, ErrorIds.AdoThrottled)]
    public async Task A_service_that_fails_has_not_said_that_there_is_no_tenant(int status, string errorId)
    {
        await Emulator.FailAsync(new { method = "HEAD", status, count = (int?)null });

        AdoPatException failure = await FailsAsync(errorId, () => FindAsync(Contoso));

        Assert.StartsWith("Finding the tenant of contoso failed: ", failure.Message, StringComparison.Ordinal);
    }

    private async Task<string?> FindAsync(string organization, params (string Name, string Value)[] headers)
    {
        if (headers.Length > 0)
        {
            await Emulator.FailAsync(new { method = "HEAD", status = 401, headers = headers.ToDictionary(header => header.Name, header => header.Value) });
        }

        using ServiceClient client = new(Emulator.Endpoints, tokens: null, Clock);
        return await TenantDiscovery.FindAsync(client, Emulator.Endpoints, organization, Observer, CancellationToken.None);
    }
}
