using System;
using System.Linq;

namespace AdoPat.Emulator.State;

/// <summary>An administrator's rule that puts tokens out of use without revoking them. It cannot be taken back.</summary>
internal sealed class RevocationRule
{
    /// <summary>Scopes, separated by spaces; a token with any of them is hit.</summary>
    public required string Scopes { get; set; }

    /// <summary>It hits tokens that were made before, UTC; now when it is not given.</summary>
    public DateTime CreatedBefore { get; set; }

    /// <summary>Whether a token is of no use any more.</summary>
    /// <param name="token">The token.</param>
    /// <returns>True when it was made early enough and has one of the scopes, by that very name.</returns>
    public bool Hits(PersonalAccessToken token) =>
        token.ValidFrom < CreatedBefore && token.Scope.Split(' ').Intersect(Scopes.Split(' '), Names.Comparer).Any();
}
