using System;
using System.Net;
using System.Net.Http;
using System.Text;
using AdoPat.Http;
using Xunit;

namespace AdoPat.Core.Tests.Http;

public class SignInDemandTests
{
    private const string Claims = """{"access_token":{"acrs":{"essential":true,"value":"c1"},"nbf":{"essential":true,"value":"1604106651"}}}""";

    private static readonly string Encoded = Convert.ToBase64String(Encoding.UTF8.GetBytes(Claims));

    [Theory]
    [InlineData(200, "application/json", false)]
    [InlineData(200, "text/html", true)]
    [InlineData(203, "text/html", true)]
    [InlineData(203, "application/json", false)]
    [InlineData(204, null, false)]
    [InlineData(302, "text/html", true)]
    [InlineData(307, null, true)]
    [InlineData(400, "text/html", false)]
    [InlineData(401, null, true)]
    [InlineData(401, "application/json", true)]
    [InlineData(403, "text/html", false)]
    [InlineData(503, "text/html", false)]
    public void The_service_asks_for_a_sign_in_by_401_by_a_redirect_and_by_a_page_instead_of_data(int status, string? type, bool isDemand)
    {
        using HttpResponseMessage response = new((HttpStatusCode)status);
        response.Content.Headers.ContentType = type is null ? null : new(type) { CharSet = "utf-8" };

        Assert.Equal(isDemand, SignInDemand.IsIn(response));
    }

    [Fact]
    public void Claims_are_read_from_a_challenge() =>
        Assert.Equal(Claims, ClaimsIn($"Bearer realm=\"\", authorization_uri=\"https://login.microsoftonline.com/common/oauth2/authorize\", error=\"insufficient_claims\", claims=\"{Encoded}\""));

    [Fact]
    public void Claims_may_be_base64url_without_padding() =>
        Assert.Equal(Claims, ClaimsIn($"Bearer error=\"insufficient_claims\", claims=\"{Encoded.TrimEnd('=').Replace('+', '-').Replace('/', '_')}\""));

    [Fact]
    public void Claims_are_found_among_other_challenges() =>
        Assert.Equal(Claims, ClaimsIn("Basic realm=\"https://tfsprodsin1.app.visualstudio.com/\"", "TFS-Federated", $"bearer claims=\"{Encoded}\""));

    [Theory]
    [InlineData("Bearer authorization_uri=https://login.microsoftonline.com/7b2b0d6f-0000-4000-8000-000000000000")]
    [InlineData("Bearer")]
    [InlineData("Bearer claims=\"\"")]
    [InlineData("Bearer claims=\"!\"")]
    [InlineData("Bearer claims=\"AAAAA\"")]
    [InlineData("Bearer moreclaims=\"e30=\"")]
    [InlineData("Basic claims=\"e30=\"")]
    public void A_challenge_without_readable_claims_has_none(string challenge) => Assert.Null(ClaimsIn(challenge));

    private static string? ClaimsIn(params string[] challenges)
    {
        using HttpResponseMessage response = new(HttpStatusCode.Unauthorized);
        response.Headers.TryAddWithoutValidation("WWW-Authenticate", challenges);
        return SignInDemand.ClaimsIn(response);
    }
}
