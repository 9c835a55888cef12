using System;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using AdoPat.Emulator.Tests.Running;
using Xunit;

namespace AdoPat.Emulator.Tests.Entra;

public class DiscoveryTests(EmulatorFixture fixture) : EmulatorTest(fixture)
{
    [Fact]
    public async Task The_tokens_are_signed_with_the_key_that_the_metadata_leads_to()
    {
        JsonNode metadata = (await Client.GetAsync("contoso.test/v2.0/.well-known/openid-configuration")).MustBe(200).Json;
        JsonNode keys = (await Client.GetAsync((string)metadata["jwks_uri"]!)).MustBe(200).Json;
        JsonNode tokens = await Client.GetTokensAsync(Ada, tenant: "contoso.test");

        foreach (string name in new[] { "access_token", "id_token" })
        {
            string token = (string)tokens[name]!;
            Assert.Equal("RS256", (string?)Jwt.Header(token)["alg"]);
            Assert.Equal((string?)keys["keys"]![0]!["kid"], (string?)Jwt.Header(token)["kid"]);
            Assert.True(Verifies(token, keys["keys"]![0]!));
            Assert.False(Verifies(token[..^12] + "AAAAAAAAAAAA", keys["keys"]![0]!));
        }

        Assert.Equal((string?)metadata["issuer"], (string?)Jwt.Payload((string)tokens["id_token"]!)["iss"]);
    }

    [Fact]
    public async Task The_metadata_names_addresses_that_are_there()
    {
        JsonNode metadata = (await Client.GetAsync("organizations/v2.0/.well-known/openid-configuration")).MustBe(200).Json;

        Assert.Equal($"{Client.Address}organizations/oauth2/v2.0/token", (string?)metadata["token_endpoint"]);
        (await Client.PostFormAsync((string)metadata["token_endpoint"]!)).MustBe(400);
        (await Client.PostFormAsync((string)metadata["device_authorization_endpoint"]!)).MustBe(400);
        (await Client.GetAsync((string)metadata["authorization_endpoint"]!)).MustBe(400);
    }

    [Fact]
    public async Task Instance_discovery_accepts_the_emulator_as_an_authority()
    {
        JsonNode discovery = (await Client.GetAsync(
            "common/discovery/instance?api-version=1.1&authorization_endpoint=https://localhost/common/oauth2/v2.0/authorize")).MustBe(200).Json;

        Assert.EndsWith("/v2.0/.well-known/openid-configuration", (string?)discovery["tenant_discovery_endpoint"]);
        Assert.Contains("login.microsoftonline.com", discovery["metadata"]![0]!["aliases"]!.ToJsonString());
    }

    [Fact]
    public async Task A_tenant_that_does_not_exist_has_no_metadata() =>
        Assert.Equal("invalid_request", (string?)(await Client.GetAsync("nowhere.test/v2.0/.well-known/openid-configuration")).MustBe(400).Json["error"]);

    [Fact]
    public async Task Scopes_that_are_asked_for_are_the_ones_that_the_token_has()
    {
        string scope = $"{EmulatorClient.AzureDevOps}/vso.pats {EmulatorClient.AzureDevOps}/vso.pats_manage openid offline_access";

        JsonNode tokens = await Client.GetTokensAsync(Ada, scope);

        Assert.Equal("vso.pats vso.pats_manage", (string?)Jwt.Payload((string)tokens["access_token"]!)["scp"]);
        Assert.Contains("/vso.pats_manage", (string?)tokens["scope"]);
    }

    private static bool Verifies(string token, JsonNode key)
    {
        using RSA rsa = RSA.Create(new RSAParameters
        {
            Modulus = Base64Url.DecodeFromChars((string)key["n"]!),
            Exponent = Base64Url.DecodeFromChars((string)key["e"]!),
        });
        int end = token.LastIndexOf('.');
        return rsa.VerifyData(
            Encoding.ASCII.GetBytes(token[..end]), Base64Url.DecodeFromChars(token.AsSpan(end + 1)), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
    }
}
