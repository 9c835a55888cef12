using System;
using System.Linq;
using AdoPat.Models;

namespace AdoPat.Destinations;

/// <summary>
/// Tells whether two destinations are one place, however they are spelled. In doubt they are: of two secrets in one place
/// one is lost, while two places that are taken for one cost a second command.
/// </summary>
internal static class DestinationPlace
{
    /// <summary>Many places do not tell upper from lower case: files, variables, vaults.</summary>
    public static readonly StringComparer Comparer = StringComparer.OrdinalIgnoreCase;

    /// <summary>The place of a destination that is resolved for one token, to be compared by <see cref="Comparer"/>.</summary>
    public static string Of(AdoPatDestination destination) => string.Join("\n", destination.Settings
        .OrderBy(setting => setting.Key, StringComparer.Ordinal)
        .Where(setting => !(destination.Kind == GitCredentialDestination.Kind && setting.Key == GitCredentialDestination.PathSetting))
        .Select(setting => $"{setting.Key} {(setting.Key == RegistryAddress.Setting ? RegistryAddress.PlaceOf(destination) : setting.Value)}")
        .Prepend(destination.Kind));

    /// <summary>Whether two are one.</summary>
    public static bool IsSame(AdoPatDestination one, AdoPatDestination other) => Comparer.Equals(Of(one), Of(other));
}
