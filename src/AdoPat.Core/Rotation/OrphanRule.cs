using System;
using System.Collections.Generic;
using AdoPat.Models;

namespace AdoPat.Rotation;

/// <summary>
/// Recognizes the token whose creation got no answer: it has the name and the scopes, was not there before, and ends when
/// was asked for. Clocks that go wrong do not matter to that.
/// </summary>
internal static class OrphanRule
{
    /// <summary>How long after it was asked for, a token may come into being.</summary>
    public static readonly TimeSpan Latest = TimeSpan.FromMinutes(15);

    private static readonly TimeSpan Rounding = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Before = TimeSpan.FromMinutes(5);

    /// <summary>Whether a token can be the one.</summary>
    public static bool Fits(RotationRecord record, PersonalAccessToken token) =>
        record.State == RotationState.Creating && IsCandidate(record, token) && (EndsAsAsked(record, token) || MayBeClamped(record, token));

    public static bool IsCandidate(RotationRecord record, PersonalAccessToken token) =>
        token.Name == record.Name
        && token.AuthorizationId != record.OldId
        && token.AuthorizationId != record.NewId
        && !(record.SameNameBefore ?? []).Contains(token.AuthorizationId)
        && !record.SupersededIds.Contains(token.AuthorizationId)
        && new HashSet<string>(token.Scope, StringComparer.Ordinal).SetEquals(record.Scope);

    public static bool EndsAsAsked(RotationRecord record, PersonalAccessToken token) =>
        record.AskedValidTo.Exists(asked => (token.ValidTo - asked).Duration() <= Rounding);

    /// <summary>A policy may have made it end sooner: then only the time of its creation tells.</summary>
    public static bool MayBeClamped(RotationRecord record, PersonalAccessToken token) =>
        record.AskedValidTo.Count > 0
        && record.AskedValidTo.Exists(asked => token.ValidTo <= asked + Rounding)
        && token.ValidFrom >= record.Started - Before
        && token.ValidFrom <= record.Asked + Latest;
}
