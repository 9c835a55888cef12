using System;

namespace AdoPat.Emulator.AzureDevOps;

/// <summary>Text in the service's own headers.</summary>
internal static class HeaderText
{
    private const int Longest = 1024;

    /// <summary>Encodes a message for the header <c>X-TFS-ServiceError</c>.</summary>
    /// <param name="message">The message.</param>
    /// <returns>URL-encoded, and cut off when it is long.</returns>
    public static string Encode(string message)
    {
        string encoded = Uri.EscapeDataString(message);
        return encoded.Length > Longest ? encoded[..Longest] : encoded;
    }
}
