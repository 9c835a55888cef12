using System;
using System.Globalization;

namespace AdoPat.Secrets;

/// <summary>
/// What a token's characters alone say about it, found without any request. It says nothing about whether the token
/// is still good. Neither this object nor its <see cref="ToString"/> contains the value.
/// </summary>
/// <remarks>
/// The formats are those of Microsoft's security-utilities (SEC101/102 and SEC101/201) and of the release notes of
/// Azure DevOps sprint 241. Of the current format only what those notes promise is demanded: 84 letters and digits
/// with <c>AZDO</c> before the last four.
/// </remarks>
public sealed class PatFormatCheck
{
    private readonly int _length;

    private PatFormatCheck(int length, PatFormat format, bool isChecksumValid, int? creationYear = null, int? creationMonth = null)
    {
        _length = length;
        Format = format;
        IsChecksumValid = isChecksumValid;
        CreationYear = creationYear;
        CreationMonth = creationMonth;
    }

    /// <summary>The format of the value.</summary>
    public PatFormat Format { get; }

    /// <summary>
    /// Whether the checksum inside the value is right. When it is not, the value was almost certainly mistyped or damaged.
    /// </summary>
    public bool IsChecksumValid { get; }

    /// <summary>Whether it is in the format of before July 2024; creating the token anew gives the current one.</summary>
    public bool IsLegacy => Format is PatFormat.Legacy or PatFormat.LegacyApplication;

    /// <summary>The year the token was created in (UTC), which the current format carries; else null.</summary>
    public int? CreationYear { get; }

    /// <summary>The month the token was created in (UTC), 1 to 12, which the current format carries; else null.</summary>
    public int? CreationMonth { get; }

    /// <summary>Looks at a value. Never throws; the value is not kept.</summary>
    /// <param name="value">Any text, or null.</param>
    /// <returns>What the characters say.</returns>
    public static PatFormatCheck Of(string? value) => Of(value.AsSpan());

    /// <summary>Looks at a value. Never throws; the value is not kept.</summary>
    /// <param name="value">Any text.</param>
    /// <returns>What the characters say.</returns>
    public static PatFormatCheck Of(ReadOnlySpan<char> value)
    {
        if (LegacyPat.HasShape(value))
        {
            return OfLegacy(value);
        }

        return CurrentPat.HasShape(value) ? OfCurrent(value) : new PatFormatCheck(value.Length, PatFormat.Unrecognized, false);
    }

    /// <summary>Says what was found, for a person; never the value.</summary>
    /// <returns>A text without the secret.</returns>
    public override string ToString() => Format switch
    {
        PatFormat.Current => $"personal access token, current format{CreationText}, {ChecksumText}",
        PatFormat.Legacy => $"personal access token, old format, {ChecksumText}",
        PatFormat.LegacyApplication => $"personal access token of an application, old format, {ChecksumText}",
        _ => string.Format(
            CultureInfo.InvariantCulture,
            "not a personal access token: {0} characters that do not have its form (84 letters and digits, or 52 in the old format)",
            _length),
    };

    private string CreationText =>
        CreationYear is null ? "" : string.Format(CultureInfo.InvariantCulture, " of {0:0000}-{1:00}", CreationYear, CreationMonth);

    private string ChecksumText => IsChecksumValid ? "checksum right" : "checksum wrong: mistyped or damaged";

    private static PatFormatCheck OfLegacy(ReadOnlySpan<char> value) => LegacyPat.ReadChecksum(value) switch
    {
        LegacyPat.Checksum.User => new PatFormatCheck(value.Length, PatFormat.Legacy, true),
        LegacyPat.Checksum.Application => new PatFormatCheck(value.Length, PatFormat.LegacyApplication, true),
        _ => new PatFormatCheck(value.Length, PatFormat.Legacy, false),
    };

    private static PatFormatCheck OfCurrent(ReadOnlySpan<char> value)
    {
        bool isDated = CurrentPat.TryReadCreation(value, out int year, out int month);
        return new PatFormatCheck(
            value.Length,
            PatFormat.Current,
            isDated && CurrentPat.IsChecksumValid(value),
            isDated ? year : null,
            isDated ? month : null);
    }
}
