using System;
using System.Buffers.Binary;

namespace AdoPat.Secrets;

/// <summary>The keyed checksum Marvin32, as SymCrypt defines it; here with a public seed, so nothing secret rests on it.</summary>
internal static class Marvin32
{
    /// <summary>The checksum of 64 bits.</summary>
    public static ulong Hash64(ReadOnlySpan<byte> data, ulong seed)
    {
        uint low = (uint)seed;
        uint high = (uint)(seed >> 32);

        while (data.Length >= sizeof(uint))
        {
            low += BinaryPrimitives.ReadUInt32LittleEndian(data);
            Mix(ref low, ref high);
            data = data.Slice(sizeof(uint));
        }

        low += Tail(data);
        Mix(ref low, ref high);
        Mix(ref low, ref high);
        return ((ulong)high << 32) | low;
    }

    /// <summary>The two halves of <see cref="Hash64"/> folded into one.</summary>
    public static uint Hash32(ReadOnlySpan<byte> data, ulong seed)
    {
        ulong hash = Hash64(data, seed);
        return (uint)hash ^ (uint)(hash >> 32);
    }

    /// <summary>What is left of the data (0 to 3 bytes), with 0x80 as the end mark.</summary>
    private static uint Tail(ReadOnlySpan<byte> rest)
    {
        uint tail = 0x80;
        for (int i = rest.Length - 1; i >= 0; i--)
        {
            tail = (tail << 8) | rest[i];
        }

        return tail;
    }

    private static void Mix(ref uint low, ref uint high)
    {
        high ^= low;
        low = RotateLeft(low, 20) + high;
        high = RotateLeft(high, 9) ^ low;
        low = RotateLeft(low, 27) + high;
        high = RotateLeft(high, 19);
    }

    private static uint RotateLeft(uint value, int bits) => (value << bits) | (value >> (32 - bits));
}
