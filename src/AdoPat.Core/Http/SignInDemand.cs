using System;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;

namespace AdoPat.Http;

/// <summary>The ways in which a service says "sign in first".</summary>
internal static class SignInDemand
{
    private static readonly Regex Claims = new("\\bclaims=\"([A-Za-z0-9+/_=-]+)\"", RegexOptions.CultureInvariant);

    /// <summary>
    /// True for 401, for a redirect, and for 203 or any other success that carries a web page: the service answers a
    /// token it cannot use with its sign-in page.
    /// </summary>
    public static bool IsIn(HttpResponseMessage response) =>
        response.StatusCode == HttpStatusCode.Unauthorized
        || (int)response.StatusCode is >= 300 and < 400
        || (response.IsSuccessStatusCode && IsHtml(response));

    public static bool IsHtml(HttpResponseMessage response) =>
        string.Equals(response.Content?.Headers.ContentType?.MediaType, "text/html", StringComparison.OrdinalIgnoreCase);

    /// <summary>The claims the service wants in the token, as JSON; null when it wants none.</summary>
    public static string? ClaimsIn(HttpResponseMessage response)
    {
        foreach (string challenge in response.Headers.WwwAuthenticate.Where(IsBearer).Select(h => h.Parameter ?? ""))
        {
            Match match = Claims.Match(challenge);
            if (match.Success && TryDecode(match.Groups[1].Value, out string json))
            {
                return json;
            }
        }

        return null;
    }

    private static bool IsBearer(AuthenticationHeaderValue challenge) => string.Equals(challenge.Scheme, "Bearer", StringComparison.OrdinalIgnoreCase);

    private static bool TryDecode(string base64Url, out string text)
    {
        string base64 = base64Url.Replace('-', '+').Replace('_', '/').TrimEnd('=');
        base64 += (base64.Length % 4) switch { 2 => "==", 3 => "=", _ => "" };
        try
        {
            text = Encoding.UTF8.GetString(Convert.FromBase64String(base64));
            return true;
        }
        catch (FormatException)
        {
            text = "";
            return false;
        }
    }
}
