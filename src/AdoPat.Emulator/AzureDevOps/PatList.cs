using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using AdoPat.Emulator.Hosting;
using AdoPat.Emulator.State;
using Microsoft.AspNetCore.Http;

namespace AdoPat.Emulator.AzureDevOps;

/// <summary>The list of one's own tokens in an organization, in pages.</summary>
internal sealed class PatList(EmulatorState state)
{
    private const int LongestPage = 100;

    private static readonly string[] Filters = ["active", "revoked", "expired", "all"];
    private static readonly string[] Sorts = ["displayName", "displayDate", "status"];

    /// <summary>Answers a request for a page.</summary>
    /// <param name="call">The request.</param>
    /// <returns>A page, or why there is none.</returns>
    public IResult Answer(ApiCall call)
    {
        IQueryCollection query = call.Context.Request.Query;
        if (!TryChoose(query["displayFilterOption"], Filters, state.Behaviour.DefaultFilter, out string filter)
            || !TryChoose(query["sortByOption"], Sorts, "displayDate", out string sort)
            || !TryReadBool(query["isSortAscending"], out bool ascending)
            || !TryReadTop(query["$top"], out int top))
        {
            return ServiceErrors.BadArgument("A parameter of the query has a value that it cannot have.");
        }

        string order = string.Create(CultureInfo.InvariantCulture, $"{filter}/{sort}/{ascending}");
        string continuation = query["continuationToken"].ToString();
        if (!TryReadPosition(continuation, order, out string position))
        {
            return ServiceErrors.BadArgument("The continuation token is not valid for these filtering options.");
        }

        List<(string Key, PersonalAccessToken Token)> page = Page(call, filter, sort, ascending, position, top + 1);
        string next = page.Count > top ? WritePosition(order, page[top - 1].Key) : "";
        return Results.Json(
            new { continuationToken = next, patTokens = page.Take(top).Select(item => JsonOfToken.Of(item.Token, state)).ToArray() }, Json.Wire);
    }

    private List<(string Key, PersonalAccessToken Token)> Page(
        ApiCall call, string filter, string sort, bool ascending, string position, int count)
    {
        DateTime now = state.Clock.UtcNow;
        int direction = ascending ? 1 : -1;
        Comparison<string> compare = (left, right) => direction * string.CompareOrdinal(left, right);
        IEnumerable<(string Key, PersonalAccessToken Token)> candidates = state.Tokens.OwnedBy(call.User.Upn)
            .Where(token => token.IsFor(call.Organization!) && Matches(token, filter, now))
            .Select(token => (Key(token, sort, now), token))
            .Where(item => position.Length == 0 || compare(item.Item1, position) > 0);
        return [.. candidates.Order(Comparer<(string Key, PersonalAccessToken Token)>.Create((left, right) => compare(left.Key, right.Key))).Take(count)];
    }

    private static bool Matches(PersonalAccessToken token, string filter, DateTime now) =>
        filter == "all" || Names.Same(token.StatusAt(now).ToString(), filter);

    // What to sort by, made unique: a page begins behind the last key of the page before, whatever happened meanwhile.
    private static string Key(PersonalAccessToken token, string sort, DateTime now) => sort switch
    {
        "displayName" => $"{token.DisplayName.ToUpperInvariant()}\0{token.AuthorizationId}",
        "status" => $"{(int)token.StatusAt(now)}\0{token.AuthorizationId}",
        _ => $"{token.ValidTo:O}\0{token.AuthorizationId}",
    };

    private static bool TryChoose(string? text, string[] choices, string preset, out string choice)
    {
        choice = string.IsNullOrEmpty(text) ? preset : Array.Find(choices, item => Names.Same(item, text)) ?? "";
        return choice.Length > 0;
    }

    private static bool TryReadBool(string? text, out bool value)
    {
        value = false;
        return string.IsNullOrEmpty(text) || bool.TryParse(text, out value);
    }

    private static bool TryReadTop(string? text, out int top)
    {
        top = LongestPage;
        bool good = string.IsNullOrEmpty(text) || (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out top) && top > 0);
        top = Math.Min(top, LongestPage);
        return good;
    }

    private static string WritePosition(string order, string key) => Convert.ToBase64String(Encoding.UTF8.GetBytes($"{order}\n{key}"));

    private static bool TryReadPosition(string continuation, string order, out string position)
    {
        position = "";
        if (continuation.Length == 0)
        {
            return true;
        }

        Span<byte> bytes = new byte[continuation.Length];
        if (!Convert.TryFromBase64String(continuation, bytes, out int length))
        {
            return false;
        }

        string[] parts = Encoding.UTF8.GetString(bytes[..length]).Split('\n', 2);
        position = parts[^1];
        return parts.Length == 2 && parts[0] == order;
    }
}
