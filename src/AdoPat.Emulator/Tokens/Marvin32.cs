using System;
using System.Buffers.Binary;
using System.Numerics;

namespace AdoPat.Emulator.Tokens;

/// <summary>The Marvin32 checksum.</summary>
internal static class Marvin32
{
    private const byte EndMark = 0x80;

    /// <summary>Computes the checksum and folds it to 32 bits.</summary>
    /// <param name="data">The data.</param>
    /// <param name="seed">The seed.</param>
    /// <returns>The two halves of the checksum, combined by exclusive or.</returns>
    public static uint Hash(ReadOnlySpan<byte> data, ulong seed)
    {
        ulong whole = Hash64(data, seed);
        return (uint)whole ^ (uint)(whole >> 32);
    }

    /// <summary>Computes the whole checksum.</summary>
    /// <param name="data">The data.</param>
    /// <param name="seed">The seed.</param>
    /// <returns>64 bits.</returns>
    public static ulong Hash64(ReadOnlySpan<byte> data, ulong seed)
    {
        (uint low, uint high) = ((uint)seed, (uint)(seed >> 32));
        while (data.Length >= sizeof(uint))
        {
            low += BinaryPrimitives.ReadUInt32LittleEndian(data);
            Mix(ref low, ref high);
            data = data[sizeof(uint)..];
        }

        Span<byte> last = stackalloc byte[sizeof(uint)];
        data.CopyTo(last);
        last[data.Length] = EndMark;
        low += BinaryPrimitives.ReadUInt32LittleEndian(last);
        Mix(ref low, ref high);
        Mix(ref low, ref high);
        return ((ulong)high << 32) | low;
    }

    private static void Mix(ref uint low, ref uint high)
    {
        high ^= low;
        low = BitOperations.RotateLeft(low, 20) + high;
        high = BitOperations.RotateLeft(high, 9) ^ low;
        low = BitOperations.RotateLeft(low, 27) + high;
        high = BitOperations.RotateLeft(high, 19);
    }
}
