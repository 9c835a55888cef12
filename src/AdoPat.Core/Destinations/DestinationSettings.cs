using System;
using System.Linq;
using AdoPat.Models;
using AdoPat.Secrets;

namespace AdoPat.Destinations;

/// <summary>The settings of a destination: made with checks, read back with checks, as they may come out of a journal.</summary>
internal static class DestinationSettings
{
    private const int MaxShown = 120;

    /// <summary>Makes a destination; settings without a value are left out.</summary>
    public static AdoPatDestination Make(string kind, params (string Key, string? Value)[] settings) => new()
    {
        Kind = kind,
        Settings = settings.Where(setting => !string.IsNullOrEmpty(setting.Value)).ToDictionary(setting => setting.Key, setting => setting.Value!),
    };

    /// <summary>A setting that the kind cannot do without.</summary>
    /// <exception cref="AdoPatException"><see cref="ErrorIds.DestinationFailed"/>: it is not there.</exception>
    public static string Need(this AdoPatDestination destination, string key) => destination.Find(key)
        ?? throw destination.Failed($"it has no setting '{key}'. Make it anew with New-AdoPatDestination.");

    /// <summary>A setting; null when it is not there.</summary>
    public static string? Find(this AdoPatDestination destination, string key) =>
        destination.Settings.TryGetValue(key, out string? value) && value.Length > 0 ? value : null;

    /// <summary>The error of a destination, whose name the message begins with.</summary>
    public static AdoPatException Failed(this AdoPatDestination destination, string reason, Exception? cause = null) =>
        new(ErrorIds.DestinationFailed, Redaction.Redact($"The destination {destination} failed: {reason}"), cause);

    /// <summary>The error of a setting that no destination can be made of.</summary>
    public static AdoPatException Refused(string setting, string? value, string reason) =>
        new(ErrorIds.InvalidArgument, $"{setting} '{Redaction.Redact(value, MaxShown)}' of a destination was refused: {reason}");

    /// <summary>Refuses a text that is empty or has a control character in it.</summary>
    public static string Require(string setting, string? value)
    {
        if (string.IsNullOrWhiteSpace(value))
        {
            throw Refused(setting, value, "it is empty.");
        }

        return value!.Any(char.IsControl) ? throw Refused(setting, value, "it has a control character in it.") : value!;
    }

    /// <summary>The text as it may be for one token, to be checked before that is known.</summary>
    public static string Sample(string value) => value
        .Replace(AdoPatDestination.OrganizationPlaceholder, "organization").Replace(AdoPatDestination.NamePlaceholder, "name");

    /// <summary>Whether it stands for a place for each token.</summary>
    public static bool HasPlaceholders(this AdoPatDestination destination) => destination.Settings.Values.Any(value => Sample(value) != value);
}
