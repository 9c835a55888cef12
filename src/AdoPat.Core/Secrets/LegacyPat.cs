using System;
using System.Buffers.Binary;

namespace AdoPat.Secrets;

/// <summary>
/// The 52 character format (SEC101/102): 32 bytes in lower-case base32. Four of the bytes, scattered among the others,
/// are the CRC-32 of those others, XORed with a number that tells users' tokens from applications'.
/// The last character carries only one bit; a change of its other four goes unnoticed.
/// </summary>
internal static class LegacyPat
{
    public const int Length = 52;

    private const int ByteLength = 32;
    private const uint UserMark = 0xE0B9692D;
    private const uint ApplicationMark = 0x1019F92E;

    internal enum Checksum
    {
        Wrong,
        User,
        Application,
    }

    public static bool HasShape(ReadOnlySpan<char> value)
    {
        if (value.Length != Length)
        {
            return false;
        }

        foreach (char c in value)
        {
            if (!TokenCharacters.IsBase32(c))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Checks a value that <see cref="HasShape"/>.</summary>
    public static Checksum ReadChecksum(ReadOnlySpan<char> value)
    {
        Span<byte> bytes = stackalloc byte[ByteLength];
        DecodeBase32(value, bytes);

        ReadOnlySpan<byte> stored = [bytes[22], bytes[8], bytes[7], bytes[2]];

        Span<byte> content = stackalloc byte[ByteLength - stored.Length];
        bytes.Slice(0, 2).CopyTo(content);
        bytes.Slice(3, 4).CopyTo(content.Slice(2));
        bytes.Slice(9, 13).CopyTo(content.Slice(6));
        bytes.Slice(23, 9).CopyTo(content.Slice(19));

        return (BinaryPrimitives.ReadUInt32LittleEndian(stored) ^ Crc32.Of(content)) switch
        {
            UserMark => Checksum.User,
            ApplicationMark => Checksum.Application,
            _ => Checksum.Wrong,
        };
    }

    private static void DecodeBase32(ReadOnlySpan<char> text, Span<byte> bytes)
    {
        int buffer = 0;
        int bits = 0;
        int next = 0;
        foreach (char c in text)
        {
            buffer = ((buffer << 5) | (c <= '7' ? c - '2' + 26 : c - 'a')) & 0xFFF;
            bits += 5;
            if (bits >= 8 && next < bytes.Length)
            {
                bits -= 8;
                bytes[next++] = (byte)(buffer >> bits);
            }
        }
    }
}
