using System;

namespace AdoPat.Secrets;

/// <summary>CRC-32 of IEEE 802.3 (reflected, polynomial 0x04C11DB7). In .NET it is in a package, and Core has none.</summary>
internal static class Crc32
{
    private const uint ReflectedPolynomial = 0xEDB88320;

    public static uint Of(ReadOnlySpan<byte> data)
    {
        uint crc = uint.MaxValue;
        foreach (byte b in data)
        {
            crc ^= b;
            for (int bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ ReflectedPolynomial;
            }
        }

        return ~crc;
    }
}
