using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using AdoPat.AzureDevOps.Administration;
using AdoPat.Core.Tests.Support;
using AdoPat.Models;
using AdoPat.Sessions;
using Xunit;

namespace AdoPat.Core.Tests.AzureDevOps.Administration;

public class UserClientTests(Emulator emulator) : AdministrationTest(emulator)
{
    [Theory]
    [InlineData(Ben)]
    [InlineData("  BEN@contoso.test ")]
    public async Task A_user_is_found_by_name_in_one_request(string text)
    {
        AdoPatSession session = await ConnectAsync();

        AdoUser user = await new UserClient(session).ResolveAsync(Contoso, text);

        Assert.Equal((Ben, Contoso, "aad", Ben), (user.UserPrincipalName, user.Organization, user.Origin, user.ToString()));
        Assert.StartsWith("aad.", user.Descriptor, StringComparison.Ordinal);
        Assert.Single(await RequestsAsync("GET", "/_apis/identities"));
    }

    [Fact]
    public async Task A_guest_is_found_by_the_e_mail_address()
    {
        await Emulator.SeedAsync(new
        {
            users = new[] { new { upn = "dan_live.test#EXT#@contoso.test", mail = "dan@live.test" } },
            organizations = new[] { new { name = Contoso, members = new List<string> { Ada, "dan_live.test#EXT#@contoso.test" } } },
        });

        AdoUser user = await new UserClient(await ConnectAsync()).ResolveAsync(Contoso, "dan@live.test");

        Assert.Equal(("dan_live.test#EXT#@contoso.test", "dan@live.test"), (user.UserPrincipalName, user.MailAddress));
    }

    [Fact]
    public async Task A_descriptor_is_taken_as_it_is()
    {
        AdoPatSession session = await ConnectAsync();

        AdoUser user = await new UserClient(session).ResolveAsync(Contoso, "msa.MTExMTExMTEtMTExMS0xMTEx");

        Assert.Equal(("msa.MTExMTExMTEtMTExMS0xMTEx", "msa"), (user.Descriptor, user.Origin));
        Assert.Equal(user.Descriptor, user.ToString());
        Assert.Empty(await RequestsAsync("GET", "/_apis/"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Who_is_not_there_is_not_found(bool unknownIdentityIsNull)
    {
        await Emulator.BehaveAsync(new { unknownIdentityIsNull });
        AdoPatSession session = await ConnectAsync();

        AdoPatException failure = await FailsAsync(ErrorIds.AdoUserNotFound, () => new UserClient(session).ResolveAsync(Contoso, "nobody@contoso.test"));

        Assert.StartsWith("contoso knows no user with the e-mail address or user name 'nobody@contoso.test', whose tokens could not be looked at.", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    public async Task Nobody_is_not_looked_for(string text)
    {
        AdoPatSession session = await ConnectAsync();

        await FailsAsync(ErrorIds.AdoUserNotFound, () => new UserClient(session).ResolveAsync(Contoso, text));

        Assert.Empty(await RequestsAsync("GET", "/_apis/"));
    }

    [Fact]
    public async Task A_secret_is_not_sent_as_a_name()
    {
        AdoPatSession session = await ConnectAsync();
        string secret = (await Emulator.StateAsync())["tokens"]![0]!["token"]!.GetValue<string>();

        AdoPatException failure = await FailsAsync(ErrorIds.AdoUserNotFound, () => new UserClient(session).ResolveAsync(Contoso, secret));

        Assert.DoesNotContain(secret, failure.Message, StringComparison.Ordinal);
        Assert.Empty(await RequestsAsync("GET", "/_apis/"));
    }

    [Fact]
    public async Task All_users_are_listed_page_by_page_and_no_services()
    {
        await Emulator.BehaveAsync(new { usersPerPage = 2 });
        await Emulator.SeedAsync(new
        {
            users = new[] { new { upn = Cleo, origin = "aad" }, new { upn = "dan@outlook.test", origin = "msa" } },
            organizations = new[] { new { name = Contoso, administrators = new List<string> { Ada }, members = new List<string> { Ben, Cleo, "dan@outlook.test" } } },
        });
        AdoPatSession session = await ConnectAsync();

        List<IReadOnlyList<AdoUser>> pages = [];
        await foreach (IReadOnlyList<AdoUser> page in new UserClient(session).ListPagesAsync(Contoso))
        {
            pages.Add(page);
        }

        Assert.Equal([2, 2], pages.Select(page => page.Count));
        Assert.Equal([Ada, Ben, Cleo, "dan@outlook.test"], pages.SelectMany(page => page).Select(user => user.UserPrincipalName).Order());
        Assert.Equal("msa", pages.SelectMany(page => page).Single(user => user.UserPrincipalName.StartsWith("dan", StringComparison.Ordinal)).Origin);
    }

    [Fact]
    public async Task Pages_in_a_circle_are_an_error()
    {
        await Emulator.FailAsync(new
        {
            path = "*/_apis/graph/users",
            status = 200,
            body = """{"value":[]}""",
            headers = new Dictionary<string, string> { ["X-MS-ContinuationToken"] = "again" },
            count = (int?)null,
        });
        AdoPatSession session = await ConnectAsync();

        await FailsAsync(ErrorIds.AdoUnexpectedResponse, async () =>
        {
            await foreach (IReadOnlyList<AdoUser> _ in new UserClient(session).ListPagesAsync(Contoso))
            {
            }
        });
    }
}
