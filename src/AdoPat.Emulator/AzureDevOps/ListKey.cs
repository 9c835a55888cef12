using System;
using System.Globalization;
using AdoPat.Emulator.State;

namespace AdoPat.Emulator.AzureDevOps;

/// <summary>
/// A token's place in a list. It is unique, so that a page begins behind the last token of the page before it,
/// whatever has happened to other tokens meanwhile.
/// </summary>
/// <param name="Name">The name, when the list is sorted by it.</param>
/// <param name="Number">The date or status, when the list is sorted by it.</param>
/// <param name="Id">The authorization id.</param>
internal readonly record struct ListKey(string Name, long Number, Guid Id) : IComparable<ListKey>
{
    public const string ByName = "displayName";
    public const string ByDate = "displayDate";
    public const string ByStatus = "status";
    public const string ById = "authorizationId";

    /// <summary>Finds a token's place.</summary>
    /// <param name="token">The token.</param>
    /// <param name="sort">What the list is sorted by.</param>
    /// <param name="now">The time, UTC.</param>
    /// <returns>The place.</returns>
    public static ListKey Of(PersonalAccessToken token, string sort, DateTime now) => sort switch
    {
        ByName => new(token.DisplayName, 0, token.AuthorizationId),
        ById => OfId(token.AuthorizationId),
        ByStatus => new("", (long)token.StatusAt(now), token.AuthorizationId),
        _ => new("", token.ValidTo.Ticks, token.AuthorizationId),
    };

    /// <summary>The place of a token in a list by ids, whether it is there or not.</summary>
    /// <param name="authorizationId">The token's id.</param>
    /// <returns>The place.</returns>
    public static ListKey OfId(Guid authorizationId) => new("", 0, authorizationId);

    /// <summary>Reads a place.</summary>
    /// <param name="text">As <see cref="ToString"/> wrote it.</param>
    /// <returns>The place; null when the text is none.</returns>
    public static ListKey? Parse(string text) =>
        text.Split('/', 3) is [var number, var id, var name]
        && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out long parsedNumber)
        && Guid.TryParse(id, out Guid parsedId)
            ? new ListKey(name, parsedNumber, parsedId)
            : null;

    public int CompareTo(ListKey other)
    {
        int order = string.Compare(Name, other.Name, StringComparison.OrdinalIgnoreCase);
        order = order != 0 ? order : Number.CompareTo(other.Number);
        return order != 0 ? order : Id.CompareTo(other.Id);
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Number}/{Id}/{Name}");
}
