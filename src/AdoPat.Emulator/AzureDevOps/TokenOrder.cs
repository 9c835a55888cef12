using System;
using System.Collections.Generic;
using System.Linq;
using AdoPat.Emulator.State;

namespace AdoPat.Emulator.AzureDevOps;

/// <summary>The tokens of a user in an organization, whatever their status, in the order of a list.</summary>
internal sealed class TokenOrder
{
    private readonly ListKey[] _places;
    private readonly PersonalAccessToken[] _tokens;

    /// <summary>Sorts tokens.</summary>
    /// <param name="tokens">The tokens.</param>
    /// <param name="sort">What the list is sorted by.</param>
    /// <param name="now">The time, UTC.</param>
    public TokenOrder(IEnumerable<PersonalAccessToken> tokens, string sort, DateTime now)
    {
        _tokens = [.. tokens];
        _places = [.. _tokens.Select(token => ListKey.Of(token, sort, now))];
        Array.Sort(_places, _tokens);
    }

    /// <summary>The tokens behind a place.</summary>
    /// <param name="position">The place; null for all tokens.</param>
    /// <param name="ascending">The first token first.</param>
    /// <returns>The tokens with their places.</returns>
    public IEnumerable<(ListKey Place, PersonalAccessToken Token)> Behind(ListKey? position, bool ascending)
    {
        int step = ascending ? 1 : -1;
        for (int i = Start(position, ascending); i >= 0 && i < _tokens.Length; i += step)
        {
            yield return (_places[i], _tokens[i]);
        }
    }

    // The last token of the page before may be gone.
    private int Start(ListKey? position, bool ascending)
    {
        if (position is not { } last)
        {
            return ascending ? 0 : _tokens.Length - 1;
        }

        int found = Array.BinarySearch(_places, last);
        int next = found < 0 ? ~found : found + 1;
        return ascending ? next : (found < 0 ? ~found : found) - 1;
    }
}
