using System;
using System.Linq;
using System.Text;

namespace AdoPat.Destinations;

/// <summary>Secrets as files of npm and Yarn have them.</summary>
internal static class Base64Secret
{
    /// <summary>Stands where a user name must stand. Azure DevOps takes any with a personal access token.</summary>
    public const string UserName = "AdoPat";

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static string Encode(string text) => Convert.ToBase64String(Utf8.GetBytes(text));

    /// <summary>The text; null when it is not base64 of a text that could be a secret.</summary>
    public static string? TryDecode(string base64)
    {
        try
        {
            string text = Utf8.GetString(Convert.FromBase64String(base64));
            return text.Length == 0 || text.Any(char.IsControl) ? null : text;
        }
        catch (Exception failure) when (failure is FormatException or DecoderFallbackException)
        {
            return null;
        }
    }
}
