using System;
using System.IO;
using System.Linq;

namespace AdoPat.Destinations.Files;

/// <summary>A file that is the secret. One that holds something else is refused, so that a wrong path destroys nothing.</summary>
internal sealed class WholeFileFormat : IFileFormat
{
    private const int LongestSecret = 1024;

    private static readonly char[] LineEnd = ['\r', '\n'];

    /// <inheritdoc/>
    public string? Read(string content)
    {
        string secret = content.TrimEnd(LineEnd);
        if (secret.Length > LongestSecret || secret.Any(c => char.IsControl(c) || char.IsWhiteSpace(c)))
        {
            throw new InvalidDataException("holds something else than a token. Name another file, or remove this one.");
        }

        return secret.Length == 0 ? null : secret;
    }

    /// <inheritdoc/>
    public string Write(string content, string secret) => string.Equals(Read(content), secret, StringComparison.Ordinal) ? content : secret;

    /// <inheritdoc/>
    public string Remove(string content) => Read(content) is null ? content : "";
}
