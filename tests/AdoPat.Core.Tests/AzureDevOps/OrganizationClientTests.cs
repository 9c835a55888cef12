using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using AdoPat.AzureDevOps;
using AdoPat.Core.Tests.Support;
using AdoPat.Models;
using AdoPat.Sessions;
using Xunit;

namespace AdoPat.Core.Tests.AzureDevOps;

public class OrganizationClientTests(Emulator emulator) : EmulatorTest(emulator)
{
    [Fact]
    public async Task The_organizations_of_the_user_are_listed_by_name()
    {
        await AddOrganizationAsync(new { name = "Adatum", members = new List<string> { Ada } });
        await AddOrganizationAsync(new { name = "other", members = new List<string> { Ben } });
        AdoPatSession session = await ConnectAsync();

        IReadOnlyList<AdoOrganization> organizations = await new OrganizationClient(session, Observer).ListAsync();

        Assert.Equal(["Adatum", Contoso, Fabrikam], organizations.Select(organization => organization.ToString()));
        Assert.All(organizations, organization => Assert.NotEqual(Guid.Empty, organization.Id));
        Assert.Equal(["Adatum", Contoso, Fabrikam], session.KnownOrganizations.Order());
        Assert.Equal(2, Observer.Answers.Count);
    }

    [Fact]
    public async Task What_is_no_name_does_not_get_into_addresses()
    {
        AdoPatSession session = await ConnectAsync();
        await Emulator.FailAsync(new
        {
            path = "/_apis/accounts",
            status = 200,
            body = """{"count":3,"value":[{"accountName":"a/../b"},{"accountName":null},{"accountId":"7c1c8d1e-0000-4000-8000-000000000001","accountName":"good"}]}""",
        });

        Assert.Equal("good", Assert.Single(await new OrganizationClient(session).ListAsync()).Organization);
    }

    [Theory]
    [InlineData("/_apis/profile/profiles/me", 200, "?", ErrorIds.AdoUnexpectedResponse, "the answer cannot be read (status 200).")]
    [InlineData("/_apis/profile/profiles/me", 200, "{}", ErrorIds.AdoUnexpectedResponse, "the answer does not say who the user is (status 200).")]
    [InlineData("/_apis/profile/profiles/me", 404, "", ErrorIds.AdoUnexpectedResponse, "Azure DevOps does not know the address (status 404).")]
    [InlineData("/_apis/accounts", 401, "", ErrorIds.AdoUnauthorized, "Azure DevOps did not accept the sign-in.")]
    [InlineData("/_apis/accounts", 403, "", ErrorIds.AdoForbidden, "the signed-in user is not allowed to do this.")]
    public async Task A_failure_says_whose_organizations_were_asked_for(string path, int status, string body, string errorId, string said)
    {
        AdoPatSession session = await ConnectAsync();
        await Emulator.FailAsync(new { path, status, body, count = (int?)null });

        AdoPatException failure = await FailsAsync(errorId, () => new OrganizationClient(session).ListAsync());

        Assert.StartsWith("Listing the organizations of ada@contoso.test failed: " + said, failure.Message, StringComparison.Ordinal);
    }
}
