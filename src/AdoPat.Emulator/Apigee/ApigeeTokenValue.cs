using System.Security.Cryptography;

namespace AdoPat.Emulator.Apigee;

/// <summary>Values of access and refresh tokens.</summary>
internal static class ApigeeTokenValue
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    /// <summary>Makes a value.</summary>
    /// <param name="length">28 for an access token, 32 for a refresh token.</param>
    /// <returns>Letters and digits.</returns>
    public static string Create(int length = 28) => RandomNumberGenerator.GetString(Alphabet, length);
}
