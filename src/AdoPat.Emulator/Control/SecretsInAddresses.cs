using System;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace AdoPat.Emulator.Control;

/// <summary>
/// Apigee has tokens and secrets in paths and queries. The journal has the beginning of their hash instead, so that requests for one
/// token can still be told from others.
/// </summary>
internal static partial class SecretsInAddresses
{
    /// <summary>Masks tokens in a path.</summary>
    /// <param name="path">The path.</param>
    /// <returns>The path without them.</returns>
    public static string MaskPath(string path) => TokenInPath().Replace(path, match => match.Groups[1].Value + Mask(match.Groups[2].Value));

    /// <summary>Masks tokens and secrets in a query.</summary>
    /// <param name="query">The query.</param>
    /// <returns>The query without them.</returns>
    public static string MaskQuery(string query) =>
        SecretInQuery().Replace(query, match => match.Groups[1].Value + Mask(Uri.UnescapeDataString(match.Groups[2].Value)));

    /// <summary>What stands for a secret.</summary>
    /// <param name="secret">The secret.</param>
    /// <returns>Three asterisks and eight hexadecimal digits of its SHA-256.</returns>
    public static string Mask(string secret) =>
        "***" + Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(secret)).AsSpan(0, 4)).ToLower(CultureInfo.InvariantCulture);

    [GeneratedRegex("(/oauth2/(?:access|refresh)tokens/)([^/]+)", RegexOptions.IgnoreCase)]
    private static partial Regex TokenInPath();

    [GeneratedRegex("([?&](?:start|client_secret|refresh_token|access_token|password|passcode|mfa_token)=)([^&]+)", RegexOptions.IgnoreCase)]
    private static partial Regex SecretInQuery();
}
