using System;
using System.Linq;
using AdoPat.Secrets;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace AdoPat.Core.Tests.Secrets;

public class PatFormatCheckTests
{
    private const uint UserMark = 0xE0B9692D;
    private const uint ApplicationMark = 0x1019F92E;

    [Fact]
    public void The_documented_example_is_a_users_token_of_the_old_format()
    {
        PatFormatCheck check = PatFormatCheck.Of(KnownTokens.Legacy);

        Assert.Equal(PatFormat.Legacy, check.Format);
        Assert.True(check.IsChecksumValid);
        Assert.True(check.IsLegacy);
        Assert.Null(check.CreationYear);
        Assert.Null(check.CreationMonth);
    }

    [Theory]
    [InlineData("474TXDmSawJOBFQojQv2mqxgaLJVLhcntPiW3jgORZGDJWKFYgBuJQQJ99ADACAAAAAAAAAAAAAAAZDO4U1z", 2024, 4)]
    [InlineData("84UbREG63MhYwnLRB7oHbHMp10HBZsitOvG0UYYCq0cd260tTtU7JQQJ99BHACAAAAAAAAAAAAASAZDO1c0u", 2025, 8)]
    [InlineData(KnownTokens.Current, 2026, 12)]
    [InlineData("7777777777777777777777777777777777777777777777777777JQQJ99CCACAAAAAAAAAAAAASAZDO1rnC", 2026, 3)]
    [InlineData("ZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZJQQJ99CCACAAAAAAAAAAAAASAZDO2BOQ", 2026, 3)]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaJQQJ99CCACAAAAAAAAAAAAASAZDO4PdR", 2026, 3)]
    public void Keys_of_the_reference_generator_are_tokens_of_the_current_format(string token, int year, int month)
    {
        PatFormatCheck check = PatFormatCheck.Of(token);

        Assert.Equal(PatFormat.Current, check.Format);
        Assert.True(check.IsChecksumValid);
        Assert.False(check.IsLegacy);
        Assert.Equal(year, check.CreationYear);
        Assert.Equal(month, check.CreationMonth);
    }

    [Fact]
    public void Every_generated_token_is_recognised_with_a_right_checksum() =>
        Prop.ForAll(
            TokenGenerators.CurrentPat.ToArbitrary(),
            token => PatFormatCheck.Of(token) is { Format: PatFormat.Current, IsChecksumValid: true })
            .QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(UserMark, PatFormat.Legacy)]
    [InlineData(ApplicationMark, PatFormat.LegacyApplication)]
    public void Every_generated_token_of_the_old_format_is_recognised_with_its_kind(uint mark, PatFormat format) =>
        Prop.ForAll(
            TokenGenerators.LegacyPat(mark).ToArbitrary(),
            token => PatFormatCheck.Of(token) is { IsChecksumValid: true } check && check.Format == format)
            .QuickCheckThrowOnFailure();

    [Fact]
    public void One_changed_character_anywhere_in_a_current_token_is_noticed() =>
        Prop.ForAll(
            TokenGenerators.CurrentPat.ToArbitrary(),
            Gen.Choose(0, 83).ToArbitrary(),
            Gen.Elements(TokenGenerators.Base62.ToCharArray()).ToArbitrary(),
            (token, index, replacement) => token[index] == replacement || !PatFormatCheck.Of(With(token, index, replacement)).IsChecksumValid)
            .Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    [Fact]
    public void One_changed_character_in_an_old_token_is_noticed_but_for_the_unused_bits_of_the_last()
    {
        string[] unnoticed =
        [
            .. from index in Enumerable.Range(0, 52)
               from replacement in TokenGenerators.Base32
               where KnownTokens.Legacy[index] != replacement
               let changed = With(KnownTokens.Legacy, index, replacement)
               where PatFormatCheck.Of(changed).IsChecksumValid
               select $"{index}{replacement}",
        ];

        // q is 16: its one used bit is set, as it is in the fifteen characters after it.
        Assert.Equal("rstuvwxyz234567".Select(c => $"51{c}"), unnoticed);
    }

    [Fact]
    public void A_token_with_a_damaged_signature_keeps_its_format_and_has_no_date()
    {
        PatFormatCheck check = PatFormatCheck.Of(KnownTokens.Current.Replace("JQQJ99", "JQQJ77", StringComparison.Ordinal));

        Assert.Equal(PatFormat.Current, check.Format);
        Assert.False(check.IsChecksumValid);
        Assert.Null(check.CreationYear);
        Assert.Null(check.CreationMonth);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("contoso")]
    [InlineData(" " + KnownTokens.Current)]
    [InlineData("DIP55DWF4VPITOMW63JZVOMEFMI2JLUGUPRZWWQWUC6XQ4FHOCWQ")]
    [InlineData("C1ujLEjjVn5jiLG3cohWPhlxRfEro3oyuQnUvNQ1ERz2kfhXP6mKJQQJ99CLACAAAAAAAAAAAAASAZDO29D")]
    [InlineData("C1ujLEjjVn5jiLG3cohWPhlxRfEro3oyuQnUvNQ1ERz2kfhXP6m+JQQJ99CLACAAAAAAAAAAAAASAZDO29D4")]
    [InlineData("C1ujLEjjVn5jiLG3cohWPhlxRfEro3oyuQnUvNQ1ERz2kfhXP6mKJQQJ99CLACAAAAAAAAAAAAASABCD29D4")]
    public void Anything_else_is_not_recognised(string? value)
    {
        PatFormatCheck check = PatFormatCheck.Of(value);

        Assert.Equal(PatFormat.Unrecognized, check.Format);
        Assert.False(check.IsChecksumValid);
        Assert.False(check.IsLegacy);
    }

    [Fact]
    public void No_text_whatever_makes_it_throw() =>
        Prop.ForAll<string?>(value => PatFormatCheck.Of(value).Format == PatFormat.Unrecognized).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(KnownTokens.Current, "personal access token, current format of 2026-12, checksum right")]
    [InlineData(KnownTokens.Legacy, "personal access token, old format, checksum right")]
    [InlineData("aip55dwf4vpitomw63jzvomefmi2jluguprzwwqwuc6xq4fhocwq", "personal access token, old format, checksum wrong: mistyped or damaged")]
    [InlineData("hunter2", "not a personal access token: 7 characters that do not have its form (84 letters and digits, or 52 in the old format)")]
    public void Its_text_says_what_was_found_without_the_value(string value, string expected) =>
        Assert.Equal(expected, PatFormatCheck.Of(value).ToString());

    private static string With(string text, int index, char replacement) => text[..index] + replacement + text[(index + 1)..];
}
