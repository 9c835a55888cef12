using System;
using System.Text;
using AdoPat.Secrets;
using Xunit;

namespace AdoPat.Core.Tests.Secrets;

public class ChecksumTests
{
    /// <summary>The check value that every catalogue of CRCs gives for CRC-32.</summary>
    [Fact]
    public void Crc32_gives_its_check_value() => Assert.Equal(0xCBF43926, Crc32.Of("123456789"u8));

    /// <summary>Known answers of SymCrypt and of the reference tests, for each length of the tail.</summary>
    [Theory]
    [InlineData(0xd53cd9cecd0893b7, "616263", 0x22c74339492769bf)]
    [InlineData(0x004fb61a001bdbcc, "", 0x30ed35c100cd3c7d)]
    [InlineData(0x004fb61a001bdbcc, "af", 0x48e73fc77d75ddc1)]
    [InlineData(0x004fb61a001bdbcc, "e70f", 0xb5f6e1fc485dbff8)]
    [InlineData(0x004fb61a001bdbcc, "37f495", 0xf0b07c789b8cf7e8)]
    [InlineData(0x004fb61a001bdbcc, "8642dc59", 0x7008f2e87e9cf556)]
    [InlineData(0x804fb61a801bdbcc, "00ff00ff00ff00", 0x71876f2efb1b0ee8)]
    public void Marvin32_gives_the_known_answers(ulong seed, string data, ulong expected) =>
        Assert.Equal(expected, Marvin32.Hash64(Convert.FromHexString(data), seed));

    [Fact]
    public void Marvin32_hashes_a_longer_text_as_SymCrypt_does() =>
        Assert.Equal(0xa128eb7e7260aca2, Marvin32.Hash64(Encoding.ASCII.GetBytes("abcdefghijklmnopqrstuvwxyz"), 0xddddeeeeffff000));
}
