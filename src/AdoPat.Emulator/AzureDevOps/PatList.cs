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
internal sealed class PatList(EmulatorState state, TokenOrders orders)
{
    private const int LongestPage = 100;
    private const string All = "all";

    private static readonly string[] Filters = ["active", "revoked", "expired", All];
    private static readonly string[] Sorts = [ListKey.ByName, ListKey.ByDate, ListKey.ByStatus];

    /// <summary>Answers a request for a page.</summary>
    /// <param name="call">The request.</param>
    /// <returns>A page, or why there is none.</returns>
    public IResult Answer(ApiCall call)
    {
        IQueryCollection query = call.Context.Request.Query;
        if (!TryChoose(query["displayFilterOption"], Filters, state.Behaviour.DefaultFilter, out string filter)
            || !TryChoose(query["sortByOption"], Sorts, ListKey.ByDate, out string sort)
            || !TryReadBool(query["isSortAscending"], out bool ascending)
            || !TryReadTop(query["$top"], out int top))
        {
            return ServiceErrors.BadArgument("A parameter of the query has a value that it cannot have.");
        }

        // A page can only be continued with the options it began with, so they are part of its continuation.
        string options = string.Create(CultureInfo.InvariantCulture, $"{filter}/{sort}/{ascending}");
        if (!TryReadContinuation(query["continuationToken"].ToString(), options, out ListKey? position, out int offset))
        {
            return ServiceErrors.BadArgument("The continuation token is not valid for these filtering options.");
        }

        TokenOrder order = orders.Of(call.User, call.Organization!, sort);
        List<(ListKey Place, PersonalAccessToken Token)> page = [.. order.Behind(position, ascending).Where(Shows(filter)).Skip(offset).Take(top + 1)];
        return Results.Json(
            new
            {
                continuationToken = page.Count > top ? WriteContinuation(options, Next(page[top - 1].Place, offset + top)) : "",
                patTokens = page.Take(top).Select(item => JsonOfToken.Of(item.Token, state)).ToArray(),
            },
            Json.Wire);
    }

    private Func<(ListKey Place, PersonalAccessToken Token), bool> Shows(string filter)
    {
        if (filter == All)
        {
            return _ => true;
        }

        DateTime now = state.Clock.UtcNow;
        TokenStatus status = Enum.Parse<TokenStatus>(filter, ignoreCase: true);
        return item => item.Token.StatusAt(now) == status;
    }

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

    private string Next(ListKey last, int offset) =>
        state.Behaviour.ContinuationIsOffset ? offset.ToString(CultureInfo.InvariantCulture) : last.ToString();

    private static string WriteContinuation(string options, string place) => Convert.ToBase64String(Encoding.UTF8.GetBytes($"{options}\n{place}"));

    private static bool TryReadContinuation(string text, string options, out ListKey? position, out int offset)
    {
        position = null;
        offset = 0;
        if (text.Length == 0)
        {
            return true;
        }

        Span<byte> bytes = new byte[text.Length];
        if (!Convert.TryFromBase64String(text, bytes, out int length))
        {
            return false;
        }

        string[] parts = Encoding.UTF8.GetString(bytes[..length]).Split('\n', 2);
        bool isOffset = int.TryParse(parts[^1], NumberStyles.None, CultureInfo.InvariantCulture, out offset);
        position = isOffset ? null : ListKey.Parse(parts[^1]);
        return parts[0] == options && (isOffset || position is not null);
    }
}
