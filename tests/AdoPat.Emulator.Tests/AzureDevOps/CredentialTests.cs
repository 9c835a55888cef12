using System;
using System.Linq;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using AdoPat.Emulator.Tests.Running;
using Xunit;

namespace AdoPat.Emulator.Tests.AzureDevOps;

public class CredentialTests(EmulatorFixture fixture) : EmulatorTest(fixture)
{
    private static readonly (string, string) Suppress = ("X-TFS-FedAuthRedirect", "Suppress");

    [Theory]
    [InlineData("Bearer not.a.token")]
    [InlineData("Basic OnVua25vd24=")]
    [InlineData("Negotiate abc")]
    public async Task Bad_credentials_get_the_sign_in_page_with_a_status_of_success(string authorization)
    {
        Answer answer = (await Client.GetAsync(EmulatorClient.Pats, authorization)).MustBe(203);

        Assert.Equal("text/html", answer.MediaType);
        Assert.StartsWith("<!DOCTYPE html", answer.Text);
        Assert.Contains("Azure DevOps Services | Sign In", answer.Text);
    }

    [Fact]
    public async Task No_credentials_get_a_redirect()
    {
        Answer answer = (await Client.GetAsync(EmulatorClient.Pats)).MustBe(302);

        Assert.Contains("<title>Object moved</title>", answer.Text);
        Assert.Contains("/_signin?realm=vssps.dev.azure.com&reply_to=", answer.Location);
        Assert.Contains("Sign In", (await Client.GetAsync(answer.Location!)).MustBe(200).Text);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("Bearer not.a.token")]
    [InlineData("Basic OnVua25vd24=")]
    public async Task A_client_that_wants_no_redirect_gets_an_empty_401(string? authorization)
    {
        Answer answer = (await Client.GetAsync(EmulatorClient.Pats, authorization, Suppress)).MustBe(401);

        Assert.Empty(answer.Bytes);
        Assert.Contains(answer.Headers("WWW-Authenticate"), value => value.StartsWith("Bearer authorization_uri=https://login.microsoftonline.com/", StringComparison.Ordinal));
        Assert.Contains(answer.Headers("WWW-Authenticate"), value => value.StartsWith("Basic realm=", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("signInPage", 203)]
    [InlineData("redirect", 302)]
    [InlineData("unauthorized", 401)]
    public async Task The_answer_can_be_switched(string answer, int status)
    {
        await SwitchAsync($$"""{"unauthenticatedAnswer":"{{answer}}"}""");

        (await Client.GetAsync(EmulatorClient.Pats, "Bearer not.a.token")).MustBe(status);
        (await Client.GetAsync(EmulatorClient.Pats, null, Suppress)).MustBe(status);
    }

    [Fact]
    public async Task An_expired_access_token_gets_the_sign_in_page()
    {
        string authorization = await Client.SignInAsync(Ada);
        (await Client.ListAsync(authorization)).MustBe(200);

        await MoveClockAsync("+61m");

        (await Client.ListAsync(authorization)).MustBe(203);
    }

    [Fact]
    public async Task An_access_token_for_something_else_is_no_good() =>
        (await Client.ListAsync(await Client.SignInAsync(Ada, "https://management.azure.com/.default"))).MustBe(203);

    [Fact]
    public async Task An_access_token_of_another_tenant_is_no_good()
    {
        await SeedAsync(
            """
            {"tenants":[{"domain":"other.test"}],
             "users":[{"upn":"eve@other.test","guestOf":["contoso.test"]}],
             "organizations":[{"name":"shared","tenant":"contoso.test","members":["eve@other.test"]}]}
            """);
        const string Path = "vssps.dev.azure.com/shared/_apis/tokens/pats";

        (await Client.GetAsync(Path, await Client.SignInAsync("eve@other.test"))).MustBe(203);
        (await Client.GetAsync(Path, await Client.SignInAsync("eve@other.test", tenant: "contoso.test"))).MustBe(200);
    }

    [Fact]
    public async Task An_access_token_that_was_tampered_with_is_no_good()
    {
        string[] parts = (await Client.SignInAsync(Ben)).Split('.');
        JsonNode claims = Jwt.Part(parts[1]);
        claims["upn"] = Ada;
        parts[1] = System.Buffers.Text.Base64Url.EncodeToString(Encoding.UTF8.GetBytes(claims.ToJsonString()));

        (await Client.ListAsync(string.Join('.', parts))).MustBe(203);
    }

    [Theory]
    [InlineData("vso.pats", 200, 401)]
    [InlineData("vso.pats_manage", 401, 401)]
    [InlineData("vso.pats vso.pats_manage", 200, 200)]
    [InlineData("user_impersonation", 200, 200)]
    [InlineData("vso.code", 401, 401)]
    public async Task An_access_token_needs_the_rights_for_what_it_does(string rights, int read, int write)
    {
        string scope = string.Join(' ', rights.Split(' ').Select(right => $"{EmulatorClient.AzureDevOps}/{right}")) + " openid";
        string authorization = await Client.SignInAsync(Ada, scope);

        (await Client.ListAsync(authorization)).MustBe(read);
        (await Client.CreateAsync(authorization, """{"displayName":"a","scope":"vso.code"}""")).MustBe(write);
    }

    [Fact]
    public async Task A_personal_access_token_may_not_manage_tokens()
    {
        string token = (string)(await Client.CreateGoodAsync(await Client.SignInAsync(Ada), "app_token"))["token"]!;

        Answer answer = (await Client.ListAsync(EmulatorClient.Basic(token))).MustFailWith(403, "InvalidAccessException");
        Assert.Equal("The requested operation is not allowed.", (string?)answer.Json["message"]);

        await SwitchAsync("""{"invalidAccessStatus":400}""");
        (await Client.ListAsync(EmulatorClient.Basic(token))).MustFailWith(400, "InvalidAccessException");
    }

    [Fact]
    public async Task A_user_without_access_is_told_by_id()
    {
        await SeedAsync("""{"users":[{"upn":"cid@contoso.test"}]}""");

        Answer answer = (await Client.ListAsync(await Client.SignInAsync("cid@contoso.test"))).MustFailWith(401, "UnauthorizedRequestException");

        Assert.Matches("^TF400813: The user '[0-9a-f-]{36}' is not authorized to access this resource\\.$", (string?)answer.Json["message"]);
    }

    [Fact]
    public async Task An_access_token_is_accepted_as_a_password_too()
    {
        string token = (await Client.SignInAsync(Ada))["Bearer ".Length..];

        (await Client.GetAsync("dev.azure.com/contoso/_apis/connectionData", EmulatorClient.Basic(token))).MustBe(200);
    }
}
