using System;
using AdoPat.Emulator.State;

namespace AdoPat.Emulator.Tokens;

/// <summary>Makes the secret value of a personal access token.</summary>
internal static class TokenValue
{
    /// <summary>Makes a value that nobody has seen before.</summary>
    /// <param name="format">The format.</param>
    /// <param name="created">When the token is created, UTC; the new format shows the month.</param>
    /// <returns>The value.</returns>
    public static string Create(TokenFormat format, DateTime created) => format switch
    {
        TokenFormat.Legacy => LegacyTokenFormat.Create(),
        _ => NewTokenFormat.Create(created),
    };
}
