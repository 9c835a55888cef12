using System;
using System.Buffers.Binary;

namespace AdoPat.Secrets;

/// <summary>
/// The 84 character format (SEC101/201): 52 random characters, <c>JQQJ99</c>, creation year and month, 16 characters
/// reserved for the platform and the provider, <c>AZDO</c>, and 4 characters of checksum.
/// </summary>
internal static class CurrentPat
{
    public const int Length = 84;
    public const string Signature = "JQQJ99";
    public const int SignatureOffset = 52;
    public const string ProviderSignature = "AZDO";
    public const int ProviderSignatureOffset = 76;
    public const int ChecksumOffset = 80;

    private const int YearOffset = 58;
    private const int MonthOffset = 59;
    private const int FirstYear = 2024;

    /// <summary>The text "Default0", its first character in the highest byte.</summary>
    private const ulong ChecksumSeed = 0x44656661756C7430;

    private const string Base62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    public static bool HasShape(ReadOnlySpan<char> value)
    {
        if (value.Length != Length || !StandsAt(value, ProviderSignatureOffset, ProviderSignature))
        {
            return false;
        }

        foreach (char c in value)
        {
            if (!TokenCharacters.IsBase62(c))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Reads the date of a value that <see cref="HasShape"/>.</summary>
    public static bool TryReadCreation(ReadOnlySpan<char> value, out int year, out int month)
    {
        year = FirstYear + Base64Value(value[YearOffset]);
        month = 1 + value[MonthOffset] - 'A';
        return StandsAt(value, SignatureOffset, Signature) && month is >= 1 and <= 12;
    }

    /// <summary>Checks a value that <see cref="HasShape"/>.</summary>
    public static bool IsChecksumValid(ReadOnlySpan<char> value)
    {
        Span<char> expected = stackalloc char[Length - ChecksumOffset];
        WriteChecksum(value.Slice(0, ChecksumOffset), expected);
        return value.Slice(ChecksumOffset).SequenceEqual(expected);
    }

    /// <summary>Computes the four characters that follow the first eighty.</summary>
    internal static void WriteChecksum(ReadOnlySpan<char> content, Span<char> checksum)
    {
        Span<byte> bytes = stackalloc byte[ChecksumOffset / 4 * 3];
        DecodeBase64(content, bytes);

        // The checksum's bytes, lowest first, are read as a number with the highest first.
        uint number = BinaryPrimitives.ReverseEndianness(Marvin32.Hash32(bytes, ChecksumSeed));
        WriteLeadingBase62(number, checksum);
    }

    /// <summary>Writes the first digits of a number; each zero byte at its start counts as one zero digit, the last byte excepted.</summary>
    private static void WriteLeadingBase62(uint number, Span<char> leading)
    {
        const int MaxDigits = 6;
        Span<char> digits = stackalloc char[MaxDigits + sizeof(uint)];
        int start = digits.Length;
        uint rest = number;
        do
        {
            digits[--start] = Base62[(int)(rest % 62)];
            rest /= 62;
        }
        while (rest > 0);

        for (int shift = 24; shift > 0 && number >> shift == 0; shift -= 8)
        {
            digits[--start] = Base62[0];
        }

        digits.Slice(start, leading.Length).CopyTo(leading);
    }

    private static void DecodeBase64(ReadOnlySpan<char> text, Span<byte> bytes)
    {
        for (int from = 0, to = 0; from < text.Length; from += 4, to += 3)
        {
            int group = (Base64Value(text[from]) << 18) | (Base64Value(text[from + 1]) << 12)
                | (Base64Value(text[from + 2]) << 6) | Base64Value(text[from + 3]);
            bytes[to] = (byte)(group >> 16);
            bytes[to + 1] = (byte)(group >> 8);
            bytes[to + 2] = (byte)group;
        }
    }

    /// <summary>The value of a letter or digit; <c>+</c> and <c>/</c> do not occur in tokens.</summary>
    private static int Base64Value(char c) => c switch
    {
        >= 'a' => c - 'a' + 26,
        >= 'A' => c - 'A',
        _ => c - '0' + 52,
    };

    private static bool StandsAt(ReadOnlySpan<char> value, int offset, string text) =>
        value.Slice(offset, text.Length).SequenceEqual(text.AsSpan());
}
