using System.Text;

namespace AdoPat.Secrets;

/// <summary>
/// Takes everything that looks like a secret out of a text. Every text that came from outside (an answer of a service,
/// an exception of a library, a parameter's value) goes through here before it gets into an error or a log.
/// </summary>
/// <remarks>
/// It finds personal access tokens of both formats, JSON Web Tokens, the values of Basic and Bearer authorization, and
/// passwords in URLs. It takes rather too much than too little. The time is linear in the length of the text.
/// </remarks>
public static class Redaction
{
    /// <summary>What stands where a secret stood.</summary>
    public const string Mark = "[redacted]";

    private static readonly SecretFinder[] Finders =
    [
        AuthorizationValue.TryFind, UrlPassword.TryFind, JsonWebToken.TryFind, PatValue.TryFind,
    ];

    /// <summary>Finds the first secret of one kind at or after a position.</summary>
    internal delegate bool SecretFinder(string text, int from, out SecretSpan found);

    /// <summary>Replaces each secret in a text by <see cref="Mark"/>.</summary>
    /// <param name="text">Any text; null is taken as empty.</param>
    /// <returns>The text without secrets: the same object when it has none.</returns>
    public static string Redact(string? text)
    {
        text ??= "";
        foreach (SecretFinder finder in Finders)
        {
            text = Replace(text, finder);
        }

        return text;
    }

    /// <summary>Replaces each secret in a text by <see cref="Mark"/>, and cuts what is too long to be shown.</summary>
    /// <param name="text">Any text; null is taken as empty.</param>
    /// <param name="maxLength">How many characters to keep, at least 1. The last of them is an ellipsis when something was cut.</param>
    /// <returns>The text without secrets, at most that long.</returns>
    public static string Redact(string? text, int maxLength)
    {
        // First redact, then cut: half a secret would not be recognised.
        string redacted = Redact(text);
        return redacted.Length <= maxLength ? redacted : redacted.Remove(maxLength - 1) + "…";
    }

    private static string Replace(string text, SecretFinder finder)
    {
        StringBuilder? result = null;
        int copied = 0;
        while (finder(text, copied, out SecretSpan secret))
        {
            result ??= new StringBuilder(text.Length);
            result.Append(text, copied, secret.Start - copied).Append(Mark);
            copied = secret.End;
        }

        return result is null ? text : result.Append(text, copied, text.Length - copied).ToString();
    }
}
