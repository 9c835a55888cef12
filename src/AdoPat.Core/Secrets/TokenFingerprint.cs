using System;
using System.Security;
using System.Text;

namespace AdoPat.Secrets;

/// <summary>Tells secrets apart in tables and messages. A random value cannot be guessed from it.</summary>
public static class TokenFingerprint
{
    private const int Length = 12;

    /// <summary>The first 12 hexadecimal digits of the SHA-256 of a secret: for people.</summary>
    /// <param name="secret">The secret.</param>
    /// <returns>Twelve digits.</returns>
    public static string Of(SecureString secret) => WholeOf(secret).Remove(Length);

    /// <summary>The SHA-256 of a secret, where no other secret may be taken for it.</summary>
    /// <param name="secret">The secret.</param>
    /// <returns>64 hexadecimal digits.</returns>
    public static string WholeOf(SecureString secret)
    {
        byte[] text = Encoding.UTF8.GetBytes(SecretText.ToPlainText(secret));
        try
        {
            return Sha256Text.Of(text).ToLowerInvariant();
        }
        finally
        {
            Array.Clear(text, 0, text.Length);
        }
    }
}
