using System;

namespace AdoPat.Secrets;

/// <summary>
/// Finds personal access tokens, also where letters or digits stand right before or after them, and also tokens of the
/// current format that were cut off behind the signature. The whole run of letters and digits counts as the secret.
/// </summary>
internal static class PatValue
{
    public static bool TryFind(string text, int from, out SecretSpan found)
    {
        int start = from;
        while (start < text.Length)
        {
            int end = start;
            while (end < text.Length && TokenCharacters.IsBase62(text[end]))
            {
                end++;
            }

            if (end - start >= LegacyPat.Length && IsSecret(text.AsSpan(start, end - start)))
            {
                found = new SecretSpan(start, end);
                return true;
            }

            start = end + 1;
        }

        found = default;
        return false;
    }

    private static bool IsSecret(ReadOnlySpan<char> run) =>
        run.IndexOf(CurrentPat.Signature.AsSpan()) >= 0 || HasProviderSignature(run) || HasLegacyToken(run);

    /// <summary>The loose form that the documentation promises: 76 characters, the provider's signature, 4 characters.</summary>
    private static bool HasProviderSignature(ReadOnlySpan<char> run) =>
        run.Length >= CurrentPat.Length
        && run.Slice(CurrentPat.ProviderSignatureOffset, run.Length - CurrentPat.ChecksumOffset)
            .IndexOf(CurrentPat.ProviderSignature.AsSpan()) >= 0;

    private static bool HasLegacyToken(ReadOnlySpan<char> run)
    {
        int length = 0;
        foreach (char c in run)
        {
            length = TokenCharacters.IsBase32(c) ? length + 1 : 0;
            if (length == LegacyPat.Length)
            {
                return true;
            }
        }

        return false;
    }
}
