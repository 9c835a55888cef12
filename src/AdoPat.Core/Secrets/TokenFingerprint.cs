using System;
using System.Security;
using System.Text;

namespace AdoPat.Secrets;

/// <summary>Tells secrets apart in tables and messages. A random value cannot be guessed from it.</summary>
internal static class TokenFingerprint
{
    private const int Length = 12;

    public static string Of(SecureString secret)
    {
        byte[] text = Encoding.UTF8.GetBytes(SecretText.ToPlainText(secret));
        try
        {
            return Sha256Text.Of(text).Remove(Length).ToLowerInvariant();
        }
        finally
        {
            Array.Clear(text, 0, text.Length);
        }
    }
}
