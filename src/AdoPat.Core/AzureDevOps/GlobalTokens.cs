using System;
using AdoPat.Models;

namespace AdoPat.AzureDevOps;

/// <summary>Tokens for all organizations of their owner.</summary>
/// <remarks>Source: the release notes of sprint 270 of Azure DevOps.</remarks>
public static class GlobalTokens
{
    /// <summary>When they stop working, whatever their own end: 2026-12-01.</summary>
    public static DateTimeOffset End { get; } = new(2026, 12, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>When a token stops working by itself.</summary>
    /// <param name="token">The token, global or not.</param>
    /// <returns>Its own end, or <see cref="End"/> when that is earlier and the token global.</returns>
    public static DateTimeOffset EndOf(PersonalAccessToken token) => token.IsGlobal && token.ValidTo > End ? End : token.ValidTo;
}
