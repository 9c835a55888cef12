using System;
using System.Buffers.Binary;
using System.Numerics;
using System.Security.Cryptography;

namespace AdoPat.Emulator.Tokens;

/// <summary>
/// The format since July 2024: 52 random characters, <c>JQQJ99</c>, two for year and month, 12 for the platform,
/// <c>AAAA</c>, <c>AZDO</c>, four of checksum. Facts: rule SEC101/201 of microsoft/security-utilities.
/// </summary>
internal static class NewTokenFormat
{
    private const string Base62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private const string YearLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private const int FirstYear = 2024;
    private const int RandomLength = 52;
    private const int PlatformLength = 12;
    private const int ChecksumLength = 4;

    /// <summary>The eight characters of the text "Default0", the first one in the highest byte.</summary>
    private const ulong ChecksumSeed = 0x44656661756C7430;

    /// <summary>Makes a token.</summary>
    /// <param name="created">The month of its creation; years from 2024 on.</param>
    /// <returns>84 letters and digits.</returns>
    public static string Create(DateTime created)
    {
        char year = YearLetters[Math.Clamp(created.Year - FirstYear, 0, YearLetters.Length - 1)];
        char month = YearLetters[created.Month - 1];
        string body = RandomNumberGenerator.GetString(Base62, RandomLength)
            + "JQQJ99" + year + month
            + RandomNumberGenerator.GetString(Base62, PlatformLength)
            + "AAAA" + "AZDO";
        return body + Checksum(body);
    }

    /// <summary>The last four characters that belong to the first eighty.</summary>
    /// <param name="body">Eighty letters and digits, which are base64 of sixty bytes.</param>
    /// <returns>Four characters of base62.</returns>
    public static string Checksum(string body)
    {
        uint hash = Marvin32.Hash(Convert.FromBase64String(body), ChecksumSeed);
        return EncodeBase62(BinaryPrimitives.ReverseEndianness(hash))[..ChecksumLength];
    }

    // The number is read from bytes, so leading zero bytes (but for the last byte) each give a leading zero digit.
    private static string EncodeBase62(uint value)
    {
        int leadingZeros = Math.Min(BitOperations.LeadingZeroCount(value) / 8, sizeof(uint) - 1);
        string digits = "";
        uint rest = value;
        do
        {
            digits = Base62[(int)(rest % 62)] + digits;
            rest /= 62;
        }
        while (rest > 0);
        return (new string('0', leadingZeros) + digits).PadRight(6, '0');
    }
}
