using System;
using System.Runtime.InteropServices;
using System.Security;

namespace AdoPat.Secrets;

/// <summary>Turns a secret from a <see cref="string"/> into a <see cref="SecureString"/> and back.</summary>
public static class SecretText
{
    /// <summary>Makes a read-only <see cref="SecureString"/> of a text.</summary>
    /// <param name="text">The secret.</param>
    /// <returns>A new object; the caller disposes of it.</returns>
    public static SecureString ToSecureString(string text)
    {
        SecureString secret = new();
        foreach (char c in text)
        {
            secret.AppendChar(c);
        }

        secret.MakeReadOnly();
        return secret;
    }

    /// <summary>Gives the text of a <see cref="SecureString"/>; the copy in native memory is zeroed before this returns.</summary>
    /// <param name="secret">The secret.</param>
    /// <returns>The secret in clear. It stays in memory until it is collected: keep it for as short as possible.</returns>
    /// <exception cref="ObjectDisposedException"><paramref name="secret"/> was disposed of.</exception>
    public static string ToPlainText(SecureString secret)
    {
        IntPtr buffer = Marshal.SecureStringToGlobalAllocUnicode(secret);
        try
        {
            // With the length, because a secret may contain a zero character.
            return Marshal.PtrToStringUni(buffer, secret.Length);
        }
        finally
        {
            Marshal.ZeroFreeGlobalAllocUnicode(buffer);
        }
    }
}
