using System;

namespace AdoPat.Emulator.State;

/// <summary>Names of users, tenants and organizations compare without regard to case.</summary>
internal static class Names
{
    public static readonly StringComparer Comparer = StringComparer.OrdinalIgnoreCase;

    public static bool Same(string? left, string? right) => Comparer.Equals(left, right);
}
