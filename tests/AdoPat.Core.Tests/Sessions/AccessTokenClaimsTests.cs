using System;
using System.Globalization;
using AdoPat.Sessions;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace AdoPat.Core.Tests.Sessions;

public class AccessTokenClaimsTests
{
    [Fact]
    public void Claims_are_read()
    {
        AccessTokenClaims claims = AccessTokenClaims.TryRead(JsonWebTokens.With(
            """{"aud":"499b84ac-1321-427f-aa17-267ca6975798","tid":"72f988bf-0000-4000-8000-2d7cd011db47","upn":"ada@contoso.test","exp":1794000000}"""))!;

        Assert.Equal("499b84ac-1321-427f-aa17-267ca6975798", claims.Audience);
        Assert.Equal("72f988bf-0000-4000-8000-2d7cd011db47", claims.TenantId);
        Assert.Equal("ada@contoso.test", claims.UserName);
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1794000000), claims.ExpiresOn);
        Assert.False(claims.IsApplication);
    }

    [Theory]
    [InlineData("""{"exp":1,"upn":"a","preferred_username":"b","unique_name":"c"}""", "a")]
    [InlineData("""{"exp":1,"preferred_username":"b","unique_name":"c"}""", "b")]
    [InlineData("""{"exp":1,"unique_name":"c"}""", "c")]
    [InlineData("""{"exp":1,"upn":5}""", null)]
    [InlineData("""{"exp":1}""", null)]
    public void The_user_is_called_by_whichever_name_is_there(string claims, string? name) =>
        Assert.Equal(name, AccessTokenClaims.TryRead(JsonWebTokens.With(claims))!.UserName);

    [Fact]
    public void An_application_is_recognised() =>
        Assert.True(AccessTokenClaims.TryRead(JsonWebTokens.With("""{"exp":1,"idtyp":"app"}"""))!.IsApplication);

    [Theory]
    [InlineData("")]
    [InlineData("a.b")]
    [InlineData("a.b.c")]
    [InlineData("a.e30.c")]
    [InlineData("a.bnVsbA.c")]
    [InlineData("a.W10.c")]
    [InlineData("a.eyJleHAiOiJ4In0.c")]
    [InlineData("a.eyJleHAiOjFlOTl9.c")]
    [InlineData("a.eyJleHAiOjk5OTk5OTk5OTk5OTk5OTl9.c")]
    [InlineData("a.eyJleHAiOjF9.c.d")]
    [InlineData("a.eyJleHAiOjF9.c\r\nX-Other: 1")]
    [InlineData("a b.eyJleHAiOjF9.c")]
    [InlineData("a.eyJleHAiOjF9=.c")]
    public void What_is_no_token_with_an_end_has_no_claims(string text) => Assert.Null(AccessTokenClaims.TryRead(text));

    [Fact]
    public void No_text_whatever_makes_reading_throw() =>
        Prop.ForAll<string, string>((part, claims) =>
        {
            AccessTokenClaims.TryRead(part ?? "");
            AccessTokenClaims.TryRead($"a.{part}.c");
            AccessTokenClaims.TryRead(JsonWebTokens.With(claims ?? ""));
            AccessTokenClaims.TryRead(JsonWebTokens.With($"{{\"exp\":{claims}}}"));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Every_time_that_a_token_can_end_at_is_read() =>
        Prop.ForAll(
            ArbMap.Default.GeneratorFor<DateTimeOffset>().ToArbitrary(),
            end =>
            {
                long seconds = end.ToUnixTimeSeconds();
                string claims = string.Create(CultureInfo.InvariantCulture, $$"""{"exp":{{seconds}}}""");
                return AccessTokenClaims.TryRead(JsonWebTokens.With(claims))!.ExpiresOn.ToUnixTimeSeconds() == seconds;
            })
            .QuickCheckThrowOnFailure();
}
