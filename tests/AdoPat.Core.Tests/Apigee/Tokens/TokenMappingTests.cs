using System;
using System.Globalization;
using System.Linq;
using System.Text;
using AdoPat.Apigee.Tokens;
using AdoPat.Apigee.Wire;
using AdoPat.Models;
using AdoPat.Secrets;
using Xunit;

namespace AdoPat.Core.Tests.Apigee.Tokens;

public class TokenMappingTests
{
    private const string Value = "emulated-token-value-000001";

    private static readonly DateTimeOffset Now = new(2015, 1, 21, 14, 0, 0, TimeSpan.Zero);

    // As the policy OAuthV2 answers: nearly everything is a text.
    private const string Issued = """
        { "issued_at" : "1421847736581", "application_name" : "0f2d7a0c-0000-4000-8000-00000000000a", "scope" : "READ WRITE", "app_enduser" : "bob",
          "status" : "approved", "api_product_list" : "[Weather, QM - API]", "expires_in" : "3599", "developer.email" : "dev@myorg.test", "organization_id" : "0",
          "token_type" : "BearerToken", "client_id" : "key-1", "access_token" : "emulated-token-value-000001", "organization_name" : "myorg",
          "refresh_token_expires_in" : "0", "refresh_count" : "2" }
        """;

    // As the management API answers: numbers are numbers.
    private const string Managed = """
        { "apiProducts" : [ "Weather", "QM - API" ], "app" : "weather", "appId" : "0f2d7a0c-0000-4000-8000-00000000000a",
          "attributes" : [ { "name" : "tier", "value" : "gold" } ], "clientId" : "key-1", "createdAt" : 1421847736581, "createdBy" : "defaultUser",
          "expiresAt" : 1421851335581, "grantType" : "password", "issuedAt" : 1421847736581, "lastModifiedAt" : 1421847736581, "lastModifiedBy" : "defaultUser",
          "refreshCount" : 2, "refreshToken" : "emulated-refresh-value", "scope" : "READ WRITE", "status" : "approved", "token" : "emulated-token-value-000001",
          "tokenType" : "BearerToken", "appEnduser" : "bob" }
        """;

    [Theory]
    [InlineData(Issued)]
    [InlineData(Managed)]
    public void Both_shapes_say_the_same(string json)
    {
        ApigeeToken token = Read(json);

        Assert.Equal("myorg", token.Organization);
        Assert.Equal(Value, SecretText.ToPlainText(token.AccessToken));
        Assert.Equal("0f2d7a0c-0000-4000-8000-00000000000a", token.AppId);
        Assert.Equal("key-1", token.ClientId);
        Assert.Equal("bob", token.EndUserId);
        Assert.Equal(["READ", "WRITE"], token.Scopes);
        Assert.Equal(["Weather", "QM - API"], token.ApiProducts);
        Assert.Equal("2015-01-21T13:42:16.5810000+00:00", token.IssuedAt!.Value.ToString("O", CultureInfo.InvariantCulture));
        Assert.Equal("2015-01-21T14:42:15.5810000+00:00", token.ExpiresAt!.Value.ToString("O", CultureInfo.InvariantCulture));
        Assert.Equal(ApigeeTokenStatus.Approved, token.Status);
        Assert.Equal("BearerToken", token.TokenType);
        Assert.Equal(2, token.RefreshCount);
    }

    [Fact]
    public void Each_shape_says_something_more()
    {
        Assert.Equal("dev@myorg.test", Read(Issued).DeveloperEmail);
        Assert.Empty(Read(Issued).AppName);
        Assert.Empty(Read(Issued).Attributes);
        Assert.Equal("weather", Read(Managed).AppName);
        Assert.Equal("password", Read(Managed).GrantType);
        Assert.Equal("gold", Assert.Single(Read(Managed).Attributes, attribute => attribute.Key == "tier").Value);
        Assert.Single(Read(Managed).Attributes);
    }

    [Fact]
    public void A_token_with_nothing_in_it_is_a_token()
    {
        ApigeeToken token = Read("{}");

        Assert.Equal(ApigeeTokenStatus.Unknown, token.Status);
        Assert.Empty(token.AppId);
        Assert.Empty(token.EndUserId);
        Assert.Null(token.ExpiresAt);
        Assert.Empty(token.Scopes);
        Assert.Empty(token.ApiProducts);
        Assert.Equal($"token {token.Fingerprint}", token.ToString());
    }

    [Theory]
    [InlineData("appEnduser")]
    [InlineData("appEndUser")]
    [InlineData("enduser")]
    [InlineData("endUser")]
    [InlineData("app_enduser")]
    [InlineData("appUserId")]
    public void The_end_user_has_many_names(string name) => Assert.Equal("bob", Read($$"""{"{{name}}":"bob"}""").EndUserId);

    [Fact]
    public void Blanks_belong_to_an_end_user() => Assert.Equal(" bob", Read("""{"endUser":" ","app_enduser":" bob"}""").EndUserId);

    [Fact]
    public void Control_characters_stay_in_the_end_user_and_out_of_the_text_of_a_token()
    {
        ApigeeToken token = Read("""{"app_enduser":"b\u001b[2Job","app":"we\rather"}""");

        Assert.Equal("b\u001b[2Job", token.EndUserId);
        Assert.DoesNotContain(token.ToString(), char.IsControl);
        Assert.DoesNotContain(new TokenFilter(token.EndUserId, null).ToString(), char.IsControl);
    }

    [Theory]
    [InlineData("""{"api_product_list":"[Weather, QM - API]"}""", "Weather|QM - API")]
    [InlineData("""{"api_product_list":"[]"}""", "")]
    [InlineData("""{"api_product_list":"[Weather]","api_product_list_json":["Weather","Stock"]}""", "Weather|Stock")]
    [InlineData("""{"api_product_list_json":["[Weather, Stock]"]}""", "Weather|Stock")]
    [InlineData("""{"apiproducts":["Weather"]}""", "Weather")]
    [InlineData("""{"apiProducts":"[Weather]"}""", "Weather")]
    [InlineData("""{"apiProducts":[null,"Weather",7,{}]}""", "Weather|7")]
    [InlineData("""{"apiProducts":null,"api_product_list":"[Weather]"}""", "Weather")]
    [InlineData("""{"apiProducts":{}}""", "")]
    public void Products_are_a_list_or_the_text_of_one(string json, string products) => Assert.Equal(products, string.Join("|", Read(json).ApiProducts));

    [Theory]
    [InlineData("""{"scope":""}""", "")]
    [InlineData("""{"scope":"DELETE READ  WRITE"}""", "DELETE|READ|WRITE")]
    [InlineData("""{"scope":"READ,WRITE"}""", "READ|WRITE")]
    [InlineData("""{"scope":null}""", "")]
    public void Scopes_have_spaces_between_or_commas(string json, string scopes) => Assert.Equal(scopes, string.Join("|", Read(json).Scopes));

    [Theory]
    [InlineData("""{"issued_at":1421847736581,"expires_in":3599}""", "2015-01-21T14:42:15")]
    [InlineData("""{"issued_at":"1421847736581","expires_in":"3599"}""", "2015-01-21T14:42:15")]
    [InlineData("""{"issued_at":"1421847736581","expires_in":"3599.0"}""", "2015-01-21T14:42:15")]
    [InlineData("""{"expiresAt":"1421851335581"}""", "2015-01-21T14:42:15")]
    [InlineData("""{"issued_at":"1421847736581","expires_in":"-1"}""", null)]
    [InlineData("""{"issued_at":"1421847736581","expires_in":"0"}""", null)]
    [InlineData("""{"issued_at":"1421847736581"}""", null)]
    [InlineData("""{"issued_at":"1421847736581","expires_in":"soon"}""", null)]
    [InlineData("""{"issued_at":"1421847736581","expires_in":9223372036854775807}""", null)]
    [InlineData("""{"issued_at":"1421847736581","expires_in":1e300}""", null)]
    [InlineData("""{"expires_in":"3599"}""", null)]
    [InlineData("""{"expiresAt":-1}""", null)]
    [InlineData("""{"expiresAt":99999999999999999}""", null)]
    [InlineData("""{"expiresAt":"tomorrow"}""", null)]
    [InlineData("""{"expiresAt":[1421851335581]}""", null)]
    public void The_end_follows_from_what_there_is(string json, string? end) =>
        Assert.Equal(end, Read(json).ExpiresAt?.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture));

    [Theory]
    [InlineData("""{"status":"approved"}""", ApigeeTokenStatus.Approved)]
    [InlineData("""{"status":" approved "}""", ApigeeTokenStatus.Approved)]
    [InlineData("""{"status":"APPROVED"}""", ApigeeTokenStatus.Approved)]
    [InlineData("""{"status":"revoked"}""", ApigeeTokenStatus.Revoked)]
    [InlineData("""{"status":"expired"}""", ApigeeTokenStatus.Expired)]
    [InlineData("""{"status":"approved","expiresAt":1421848800000}""", ApigeeTokenStatus.Expired)]
    [InlineData("""{"status":"approved","expiresAt":1421848800001}""", ApigeeTokenStatus.Approved)]
    [InlineData("""{"status":"revoked","expiresAt":1421848800000}""", ApigeeTokenStatus.Revoked)]
    [InlineData("""{"status":"paused"}""", ApigeeTokenStatus.Unknown)]
    [InlineData("""{"status":7}""", ApigeeTokenStatus.Unknown)]
    [InlineData("""{"status":null}""", ApigeeTokenStatus.Unknown)]
    public void The_status_is_what_the_server_says_unless_the_end_has_passed(string json, ApigeeTokenStatus status) => Assert.Equal(status, Read(json).Status);

    [Theory]
    [InlineData("""{"attributes":""}""", "")]
    [InlineData("""{"attributes":[]}""", "")]
    [InlineData("""{"attributes":["tier"]}""", "tier=")]
    [InlineData("""{"attributes":[{"name":"tier","value":"gold"},{"value":"nameless"},null,7]}""", "7=|tier=gold")]
    [InlineData("""{"issued_at":"1","tier":"gold","limits":{"a":1}}""", "tier=gold")]
    [InlineData("""{"attributes":[{"name":"refresh_token","value":"x"},{"name":"Client Secret","value":"y"},{"name":"tier","value":"gold"}],"refresh":{"value":"z"}}""", "tier=gold")]
    [InlineData("""{"refresh_token":"again","attributes":[{"name":"copy","value":"it is again"}]}""", "")]
    public void Custom_attributes_are_a_list_or_further_fields(string json, string attributes) =>
        Assert.Equal(attributes, string.Join("|", Read(json).Attributes.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={pair.Value}")));

    [Fact]
    public void Nothing_but_the_access_token_has_its_value() =>
        Assert.Empty(Read($$"""{"token":"{{Value}}","id_token":"x","echo":"={{Value}}=","attributes":[{"name":"copy","value":"{{Value}}"}]}""").Attributes);

    [Theory]
    [InlineData("""{"scope":"\ud800","app":"weather"}""")]
    [InlineData("""{"\udc00":"x","app":"weather"}""")]
    [InlineData("""{"app":null,"app":"weather"}""")]
    public void What_is_no_text_is_passed_over(string json) => Assert.Equal("weather", Read(json).AppName);

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("7")]
    [InlineData("\"text\"")]
    [InlineData("{")]
    [InlineData("<AccessToken/>")]
    [InlineData("""{ "issued_at" : "1421847736581" //--in milliseconds }""")]
    public void What_is_no_object_is_no_token(string body) => Assert.Null(JsonFields.TryRead(Encoding.UTF8.GetBytes(body)));

    [Fact]
    public void An_issued_token_has_its_values()
    {
        IssuedApigeeToken token = TokenMapping.ToIssued(
            Fields(Issued.Replace("\"refresh_token_expires_in\" : \"0\"", "\"refresh_token\" : \"again\", \"refresh_token_expires_in\" : \"7199\"", StringComparison.Ordinal)),
            organization: null,
            Now)!;

        Assert.Equal("myorg", token.Organization);
        Assert.Equal(Value, SecretText.ToPlainText(token.AccessToken));
        Assert.Equal("again", SecretText.ToPlainText(token.RefreshToken!));
        Assert.Equal("2015-01-21T15:42:15", token.RefreshTokenExpiresAt!.Value.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture));
    }

    [Fact]
    public void A_refresh_token_that_lasts_0_seconds_is_none_or_has_no_end()
    {
        IssuedApigeeToken token = TokenMapping.ToIssued(Fields(Issued), "myorg", Now)!;

        Assert.Null(token.RefreshToken);
        Assert.Null(token.RefreshTokenExpiresAt);
    }

    [Fact]
    public void Without_a_value_nothing_was_issued() => Assert.Null(TokenMapping.ToIssued(Fields("""{"status":"approved"}"""), "myorg", Now));

    [Fact]
    public void The_text_of_a_token_tells_it_from_others_without_its_value()
    {
        ApigeeToken token = Read(Managed);

        Assert.Equal(12, token.Fingerprint.Length);
        Assert.Equal($"token {token.Fingerprint} of app 'weather' (end user bob)", token.ToString());
        Assert.Equal(ApigeeTokenStatus.Revoked, token.With(ApigeeTokenStatus.Revoked).Status);
        Assert.Equal(token.Fingerprint, token.With(ApigeeTokenStatus.Revoked).Fingerprint);
    }

    private static ApigeeToken Read(string json) => TokenMapping.ToModel(Fields(json), "myorg", SecretText.ToSecureString(Value), Now);

    private static JsonFields Fields(string json) => JsonFields.TryRead(Encoding.UTF8.GetBytes(json))!;
}
