using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using AdoPat.Emulator.State;
using AdoPat.Emulator.Tokens;
using Xunit;

namespace AdoPat.Emulator.Tests.Tokens;

public class TokenFormatTests
{
    private static readonly DateTime March2026 = new(2026, 3, 9, 0, 0, 0, DateTimeKind.Utc);

    // Published test values of the algorithm (github.com/skeeto/marvin32).
    [Theory]
    [InlineData(0x004fb61a001bdbccUL, "", 0x30ed35c100cd3c7dUL)]
    [InlineData(0x004fb61a001bdbccUL, "\xaf", 0x48e73fc77d75ddc1UL)]
    [InlineData(0x004fb61a001bdbccUL, "\x86\x42\xdc\x59", 0x7008f2e87e9cf556UL)]
    [InlineData(0x804fb61a001bdbccUL, "\x15\x3f\xb7\x98\x26", 0x0a06114b13464dbdUL)]
    [InlineData(0x804fb61a001bdbccUL, "\xab\x42\x7e\xa8\xd1\x0f\xc7", 0xe203987dba252fb3UL)]
    public void Marvin32_gives_the_published_values(ulong seed, string text, ulong expected) =>
        Assert.Equal(expected, Marvin32.Hash64(Encoding.Latin1.GetBytes(text), seed));

    [Fact]
    public void The_new_format_has_its_84_characters_in_place()
    {
        string token = NewTokenFormat.Create(March2026);

        Assert.Matches(new Regex("^[A-Za-z0-9]{52}JQQJ99CC[A-Za-z0-9]{12}AAAAAZDO[A-Za-z0-9]{4}$"), token);
        Assert.Equal(NewTokenFormat.Checksum(token[..80]), token[80..]);
    }

    // Keys of one repeated letter, made by the reference implementation of the format.
    [Theory]
    [InlineData('a', "3aER")]
    [InlineData('Z', "3vyT")]
    [InlineData('7', "1XvX")]
    public void The_checksum_is_the_one_that_scanners_compute(char letter, string checksum) =>
        Assert.Equal(checksum, NewTokenFormat.Checksum(new string(letter, 52) + "JQQJ99CC" + new string('A', 16) + "AZDO"));

    [Fact]
    public void The_old_format_has_52_characters_of_base32_and_a_valid_checksum()
    {
        IEnumerable<string> tokens = Enumerable.Range(0, 200).Select(_ => TokenValue.Create(TokenFormat.Legacy, March2026));

        Assert.All(tokens, token =>
        {
            Assert.Matches("^[a-z2-7]{52}$", token);
            Assert.True(LegacyTokenFormat.IsValid(token), token);
        });
    }

    // The example of Microsoft's documentation.
    [Theory]
    [InlineData("dip55dwf4vpitomw63jzvomefmi2jluguprzwwqwuc6xq4fhocwq", true)]
    [InlineData("dip55dwf4vpitomw63jzvomefmi2jluguprzwwqwuc6xq4fhocwa", false)]
    [InlineData("dip55dwf", false)]
    public void The_checksum_of_the_old_format_is_the_one_that_scanners_compute(string token, bool valid) =>
        Assert.Equal(valid, LegacyTokenFormat.IsValid(token));

    [Fact]
    public void No_two_tokens_are_the_same() =>
        Assert.Equal(2000, Enumerable.Range(0, 2000).Select(_ => NewTokenFormat.Create(March2026)).Distinct().Count());
}
