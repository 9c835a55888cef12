using System;
using System.Diagnostics;
using System.Linq;
using System.Text;
using AdoPat.Secrets;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace AdoPat.Core.Tests.Secrets;

public class RedactionTests
{
    private const string Pat = KnownTokens.Current;
    private const string LegacyPat = KnownTokens.Legacy;
    private const string Jwt = "eyJ0eXAiOiJKV1QiLCJhbGciOiJub25lIn0.eyJhdWQiOiI0OTliODRhYyJ9.c2lnbmF0dXJl";

    private static readonly Gen<string> Secret = Gen.OneOf(
        TokenGenerators.CurrentPat,
        TokenGenerators.LegacyPat(0xE0B9692D),
        TokenGenerators.LegacyPat(0x1019F92E),
        TokenGenerators.JsonWebToken);

    [Theory]
    [InlineData("token " + Pat + " was refused", "token [redacted] was refused")]
    [InlineData("\"" + LegacyPat + "\"", "\"[redacted]\"")]
    [InlineData(Pat + ";" + LegacyPat, "[redacted];[redacted]")]
    [InlineData("x" + Pat + "x", "[redacted]")]
    [InlineData("cut " + "C1ujLEjjVn5jiLG3cohWPhlxRfEro3oyuQnUvNQ1ERz2kfhXP6mKJQQJ99CL", "cut [redacted]")]
    [InlineData("access_token=" + Jwt + "&x=1", "access_token=[redacted]&x=1")]
    [InlineData("{\"accessToken\":\"" + Jwt + "\"}", "{\"accessToken\":\"[redacted]\"}")]
    [InlineData("Authorization: Basic OnNlY3JldA==", "Authorization: Basic [redacted]")]
    [InlineData("authorization: BEARER\t" + Jwt, "authorization: BEARER\t[redacted]")]
    [InlineData("Bearer 0.AXoA1234~abc, next", "Bearer [redacted], next")]
    [InlineData("git clone https://me:hunter2@dev.azure.com/contoso", "git clone https://me:[redacted]@dev.azure.com/contoso")]
    [InlineData("https://" + Pat + "@dev.azure.com/contoso", "https://[redacted]@dev.azure.com/contoso")]
    public void A_secret_is_replaced_by_the_mark(string text, string expected) => Assert.Equal(expected, Redaction.Redact(text));

    [Theory]
    [InlineData("")]
    [InlineData("TF401019: Basic authentication is not allowed. Use a Bearer token.")]
    [InlineData("Bearer authorization_uri=https://login.microsoftonline.com/11111111-1111-1111-1111-111111111111")]
    [InlineData("Basic realm=\"https://contoso.visualstudio.com/\"")]
    [InlineData("at AdoPat.KeyJsonConverter.Read(KeyJson.Value)")]
    [InlineData("activity 8e2c9a31-2f5b-4b6f-9a7e-0d6c1b5f4a3e at https://dev.azure.com:443/contoso/_apis?x=a@b")]
    [InlineData("sha256 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")]
    [InlineData("https://contoso@dev.azure.com/contoso/_git/tools")]
    public void A_text_without_a_secret_comes_back_as_the_same_object(string text) => Assert.Same(text, Redaction.Redact(text));

    [Fact]
    public void Null_gives_an_empty_text() => Assert.Equal("", Redaction.Redact(null));

    [Fact]
    public void A_long_text_is_cut_after_the_secrets_are_out()
    {
        Assert.Equal("ab [redacted]…", Redaction.Redact($"ab {Pat} and more", 14));
        Assert.Equal("abcd", Redaction.Redact("abcd", 4));
        Assert.Equal("abc…", Redaction.Redact("abcde", 4));
    }

    [Fact]
    public void No_token_is_left_in_any_surrounding_text() =>
        Prop.ForAll(
            TokenGenerators.SurroundingText.ToArbitrary(),
            Secret.ToArbitrary(),
            TokenGenerators.SurroundingText.ToArbitrary(),
            (before, secret, after) => !LeavesAPieceOf(secret, Redaction.Redact(before + secret + after)))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(3000));

    [Fact]
    public void No_authorization_value_is_left_in_any_surrounding_text()
    {
        Gen<string> header =
            from scheme in Gen.Elements("Basic ", "basic ", "Bearer ", "BEARER \t", "Authorization: Basic ")
            from password in TokenGenerators.Text(TokenGenerators.Base62, 24)
            select scheme + Convert.ToBase64String(Encoding.UTF8.GetBytes(":" + password));

        Prop.ForAll(
            TokenGenerators.SurroundingText.ToArbitrary(),
            header.ToArbitrary(),
            TokenGenerators.SurroundingText.ToArbitrary(),
            (before, value, after) => !LeavesAPieceOf(value.Split(' ', '\t')[^1], Redaction.Redact(before + value + after)))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(2000));
    }

    [Fact]
    public void Redacting_twice_changes_nothing_more() =>
        Prop.ForAll(
            TokenGenerators.SurroundingText.ToArbitrary(),
            Secret.ToArbitrary(),
            (before, secret) => Redaction.Redact(Redaction.Redact(before + secret)) == Redaction.Redact(before + secret))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(1000));

    /// <summary>Texts that make a scan quadratic when it starts over: a million characters must take no time to speak of.</summary>
    [Theory]
    [InlineData("eyJ")]
    [InlineData("eyJ.")]
    [InlineData("Basic ")]
    [InlineData("Bearer")]
    [InlineData("://")]
    [InlineData("://a:")]
    [InlineData("a@")]
    [InlineData(" ")]
    [InlineData("AZDO")]
    [InlineData("JQQJ9")]
    [InlineData("abcdefghijklmnopqrstuvwxyz2345671")]
    public void Time_is_linear_in_the_length_of_a_hostile_text(string piece)
    {
        string text = string.Concat(Enumerable.Repeat(piece, 1_000_000 / piece.Length));

        Stopwatch time = Stopwatch.StartNew();
        Redaction.Redact(text);

        // Linear takes some 0.1 s here; quadratic would take minutes.
        Assert.True(time.Elapsed < TimeSpan.FromSeconds(5), $"took {time.Elapsed}");
    }

    /// <summary>Sixteen characters in a row of a secret are too many, wherever they come from in it.</summary>
    private static bool LeavesAPieceOf(string secret, string text) =>
        Enumerable.Range(0, secret.Length - 15).Any(start => text.Contains(secret.Substring(start, 16), StringComparison.Ordinal));
}
