using System;
using System.Security.Cryptography;
using System.Text;

namespace AdoPat.Emulator.State;

/// <summary>Ids made from names, so that a seed without ids gives the same ones in every run.</summary>
internal static class StableGuid
{
    /// <summary>Makes an id.</summary>
    /// <param name="kind">What is named.</param>
    /// <param name="name">Its name; case does not matter.</param>
    /// <returns>A GUID with the version nibble of a random one.</returns>
    public static Guid From(string kind, string name)
    {
        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{kind}/{name.ToUpperInvariant()}"));
        hash[7] = (byte)((hash[7] & 0x0F) | 0x40);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash.AsSpan(0, 16));
    }
}
