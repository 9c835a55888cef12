using System;
using System.Security.Cryptography;

namespace AdoPat.Emulator.Tokens;

/// <summary>The public part of an SSH key, in the one-line form of OpenSSH.</summary>
internal static class SshKeyFormat
{
    private const int KeyLength = 32;

    // The name of the algorithm and the length of the key, each behind its length in four bytes.
    private static readonly byte[] Header = [0, 0, 0, 11, .. "ssh-ed25519"u8, 0, 0, 0, KeyLength];

    /// <summary>Makes up a key that nobody has the private part of.</summary>
    /// <returns>Such as <c>ssh-ed25519 AAAA...</c>.</returns>
    public static string Create() => "ssh-ed25519 " + Convert.ToBase64String([.. Header, .. RandomNumberGenerator.GetBytes(KeyLength)]);
}
