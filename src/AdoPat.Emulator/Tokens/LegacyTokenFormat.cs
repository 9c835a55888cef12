using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Linq;
using System.Security.Cryptography;

namespace AdoPat.Emulator.Tokens;

/// <summary>
/// The format before July 2024: 32 bytes in base32, four of which are a checksum of the others, spread among them.
/// Facts: rule SEC101/102 of microsoft/security-utilities.
/// </summary>
internal static class LegacyTokenFormat
{
    private const string Base32 = "abcdefghijklmnopqrstuvwxyz234567";
    private const int Length = 52;
    private const uint UserTokenMark = 0xE0B9692D;
    private const uint CrcPolynomial = 0xEDB88320;

    // Where the checksum's bytes are, lowest first.
    private static readonly int[] ChecksumPlaces = [22, 8, 7, 2];

    /// <summary>Makes a token.</summary>
    /// <returns>52 characters of base32.</returns>
    public static string Create()
    {
        byte[] bytes = RandomNumberGenerator.GetBytes(32);
        byte[] checksum = new byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(checksum, Checksum(bytes));
        for (int i = 0; i < checksum.Length; i++)
        {
            bytes[ChecksumPlaces[i]] = checksum[i];
        }

        return Encode(bytes);
    }

    /// <summary>Whether a value is a token of this format.</summary>
    /// <param name="value">The value.</param>
    /// <returns>True when length, alphabet and checksum are right.</returns>
    public static bool IsValid(string value)
    {
        if (value.Length != Length || value.Any(letter => !Base32.Contains(letter, StringComparison.Ordinal)))
        {
            return false;
        }

        byte[] bytes = Decode(value);
        byte[] checksum = [.. ChecksumPlaces.Select(place => bytes[place])];
        return BinaryPrimitives.ReadUInt32LittleEndian(checksum) == Checksum(bytes);
    }

    private static uint Checksum(byte[] bytes) =>
        Crc32(bytes.Where((_, place) => !ChecksumPlaces.Contains(place))) ^ UserTokenMark;

    private static uint Crc32(IEnumerable<byte> bytes)
    {
        uint crc = uint.MaxValue;
        foreach (byte item in bytes)
        {
            crc ^= item;
            for (int bit = 0; bit < 8; bit++)
            {
                crc = (crc >> 1) ^ ((crc & 1) * CrcPolynomial);
            }
        }

        return ~crc;
    }

    private static string Encode(byte[] bytes) => string.Create(Length, bytes, static (text, source) =>
    {
        for (int i = 0; i < text.Length; i++)
        {
            text[i] = Base32[(Window(source, i * 5) >> 3) & 31];
        }
    });

    private static byte[] Decode(string value)
    {
        byte[] bytes = new byte[32];
        for (int bit = 0; bit < bytes.Length * 8; bit++)
        {
            int letter = Base32.IndexOf(value[bit / 5], StringComparison.Ordinal);
            bytes[bit / 8] |= (byte)(((letter >> (4 - (bit % 5))) & 1) << (7 - (bit % 8)));
        }

        return bytes;
    }

    // Eight bits of the source, from any bit on; zeros behind its end.
    private static int Window(byte[] source, int bit)
    {
        int first = source[bit / 8];
        int second = (bit / 8) + 1 < source.Length ? source[(bit / 8) + 1] : 0;
        return (((first << 8) | second) >> (8 - (bit % 8))) & 0xFF;
    }
}
