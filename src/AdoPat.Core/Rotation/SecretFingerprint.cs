using System;
using System.Security;
using System.Security.Cryptography;
using System.Text;
using AdoPat.Secrets;

namespace AdoPat.Rotation;

/// <summary>
/// Recognizes the new secret in a destination after a restart. The key is the rotation's id, so that it says nothing about
/// any other place; and a random secret cannot be guessed from it.
/// </summary>
internal static class SecretFingerprint
{
    private const int Bytes = 16;

    public static string Of(Guid rotationId, SecureString secret)
    {
        byte[] text = Encoding.UTF8.GetBytes(SecretText.ToPlainText(secret));
        try
        {
            using HMACSHA256 keyed = new(rotationId.ToByteArray());
            return new Guid(keyed.ComputeHash(text).AsSpan(0, Bytes).ToArray()).ToString("N");
        }
        finally
        {
            Array.Clear(text, 0, text.Length);
        }
    }
}
