using System;
using System.Linq;
using System.Xml.Linq;
using AdoPat.Apigee.Policies;
using AdoPat.Models;
using Xunit;

namespace AdoPat.Core.Tests.Apigee.Policies;

public class OAuthPolicyTests
{
    // As Apigee's own documentation has it, but for the display name, which is free.
    private const string Documented = """
        <OAuthV2 async="false" continueOnError="false" enabled="true" name="GenerateAccessTokenClient">
            <DisplayName>GenerateAccessTokenClient</DisplayName>
            <ExternalAuthorization>false</ExternalAuthorization>
            <Operation>GenerateAccessToken</Operation>
            <SupportedGrantTypes>
                 <GrantType>client_credentials</GrantType>
            </SupportedGrantTypes>
            <GenerateResponse enabled="true"/>
            <GrantType>request.queryparam.grant_type</GrantType>
            <AppEndUser>request.header.appuserID</AppEndUser>
            <ExpiresIn>960000</ExpiresIn>
        </OAuthV2>
        """;

    [Fact]
    public void The_policy_of_the_documentation_can_be_made() => Assert.True(XNode.DeepEquals(XElement.Parse(Documented), XElement.Parse(Policy().ToXml())));

    [Fact]
    public void Times_are_milliseconds_and_every_grant_is_there()
    {
        XElement policy = XElement.Parse(Policy(life: TimeSpan.FromDays(40), refreshLife: TimeSpan.FromDays(90), grants: ["password", "authorization_code"]).ToXml());

        Assert.Equal("3456000000", policy.Element("ExpiresIn")!.Value);
        Assert.Equal("7776000000", policy.Element("RefreshTokenExpiresIn")!.Value);
        Assert.Equal(["password", "authorization_code"], policy.Element("SupportedGrantTypes")!.Elements().Select(grant => grant.Value));
    }

    [Theory]
    [InlineData("{request.header.appuserID}")]
    [InlineData("request header")]
    [InlineData("a</AppEndUser>")]
    [InlineData("")]
    public void What_is_no_variable_is_refused(string variable)
    {
        AdoPatException refused = Assert.Throws<AdoPatException>(() => Policy(endUser: variable).ToXml());

        Assert.Equal(ErrorIds.InvalidArgument, refused.ErrorId);
        Assert.Contains("-EndUserVariable", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a<b")]
    [InlineData(" ")]
    [InlineData("é")]
    public void What_is_no_name_of_a_policy_is_refused(string name) =>
        Assert.Equal(ErrorIds.InvalidArgument, Assert.Throws<AdoPatException>(() => Policy(name).ToXml()).ErrorId);

    private static OAuthPolicy Policy(
        string name = "GenerateAccessTokenClient", string endUser = "request.header.appuserID", TimeSpan? life = null, TimeSpan? refreshLife = null, string[]? grants = null) =>
        new()
        {
            Name = name,
            EndUserVariable = endUser,
            GrantTypes = grants ?? ["client_credentials"],
            GrantTypeVariable = "request.queryparam.grant_type",
            ExpiresIn = life ?? TimeSpan.FromMinutes(16),
            RefreshTokenExpiresIn = refreshLife,
        };
}
