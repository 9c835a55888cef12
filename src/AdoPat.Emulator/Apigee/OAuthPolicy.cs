using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Xml;
using System.Xml.Linq;
using AdoPat.Emulator.State;

namespace AdoPat.Emulator.Apigee;

/// <summary>What an OAuthV2 policy says about the tokens that it issues.</summary>
/// <param name="GrantTypes">The grants that it takes.</param>
/// <param name="GrantType">The flow variable with the grant.</param>
/// <param name="AppEndUser">The flow variable with the end user; null when none is put in.</param>
/// <param name="Lifetime">Of access tokens; null for no end.</param>
/// <param name="RefreshLifetime">Of refresh tokens; null for no end.</param>
/// <param name="IsRfcCompliant">The token type is Bearer and numbers are numbers.</param>
internal sealed record OAuthPolicy(
    IReadOnlyList<string> GrantTypes, string GrantType, string? AppEndUser, TimeSpan? Lifetime, TimeSpan? RefreshLifetime, bool IsRfcCompliant)
{
    private const long DefaultMilliseconds = 3_600_000;

    /// <summary>Reads a policy.</summary>
    /// <param name="xml">The policy.</param>
    /// <returns>What it says.</returns>
    /// <exception cref="SeedException">It is no OAuthV2 policy that issues tokens.</exception>
    public static OAuthPolicy Parse(string xml)
    {
        XElement policy = Root(xml);
        string operation = Text(policy, "Operation") ?? "";
        if (policy.Name != "OAuthV2" || operation is not ("GenerateAccessToken" or "RefreshAccessToken"))
        {
            throw new SeedException("A token endpoint needs an OAuthV2 policy with the operation GenerateAccessToken or RefreshAccessToken.");
        }

        string[] grants = [.. policy.Elements("SupportedGrantTypes").Elements("GrantType").Select(grant => grant.Value.Trim())];
        return new OAuthPolicy(
            operation == "RefreshAccessToken" ? [.. grants, "refresh_token"] : grants,
            Text(policy, "GrantType") ?? "request.formparam.grant_type",
            Text(policy, "AppEndUser"),
            Span(policy, "ExpiresIn", DefaultMilliseconds),
            Span(policy, "RefreshTokenExpiresIn", -1),
            Text(policy, "RFCCompliantRequestResponse") == "true");
    }

    private static XElement Root(string xml)
    {
        try
        {
            return XDocument.Parse(xml).Root!;
        }
        catch (XmlException broken)
        {
            throw new SeedException($"The policy of a token endpoint is not XML: {broken.Message}", broken);
        }
    }

    private static string? Text(XElement policy, string name) => policy.Element(name)?.Value.Trim() is { Length: > 0 } text ? text : null;

    private static TimeSpan? Span(XElement policy, string name, long preset)
    {
        if (!long.TryParse(Text(policy, name) ?? preset.ToString(CultureInfo.InvariantCulture), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long milliseconds))
        {
            throw new SeedException($"{name} of a policy is a number of milliseconds.");
        }

        return milliseconds <= 0 ? null : TimeSpan.FromMilliseconds(milliseconds);
    }
}
