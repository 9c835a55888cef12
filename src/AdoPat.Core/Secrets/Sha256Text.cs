using System;
using System.Security.Cryptography;

namespace AdoPat.Secrets;

/// <summary>The SHA-256 of bytes in hexadecimal digits.</summary>
internal static class Sha256Text
{
    public static string Of(byte[] data)
    {
#if NET
        return Convert.ToHexString(SHA256.HashData(data));
#else
        using SHA256 hash = SHA256.Create();
        return BitConverter.ToString(hash.ComputeHash(data)).Replace("-", "");
#endif
    }
}
