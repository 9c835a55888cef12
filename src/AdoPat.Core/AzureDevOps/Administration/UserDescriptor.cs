using System.Text.RegularExpressions;

namespace AdoPat.AzureDevOps.Administration;

/// <summary>The subject descriptors of people: <c>aad.</c> or <c>msa.</c>, and base64. Those of services and groups own no tokens.</summary>
internal static class UserDescriptor
{
    private static readonly Regex Form = new("^(aad|msa)\\.[A-Za-z0-9_-]{16,}={0,2}\\z", RegexOptions.CultureInvariant);

    public static bool Is(string text) => Form.IsMatch(text);

    /// <summary>Where the account is: <c>aad</c> or <c>msa</c>.</summary>
    public static string OriginOf(string descriptor) => descriptor.Substring(0, descriptor.IndexOf('.'));
}
