using System;
using AdoPat.AzureDevOps;
using AdoPat.Models;

namespace AdoPat.Parameters;

/// <summary><c>-ValidFor</c> and <c>-ValidTo</c> are two ways to say when a token ends.</summary>
internal static class LifetimeParameters
{
    /// <summary>The end that was asked for, checked; null when neither was given and there is no default.</summary>
    /// <exception cref="AdoPatException">Both were given, or the end is not possible.</exception>
    public static DateTimeOffset? Resolve(TimeSpan? validFor, DateTimeOffset? validTo, TimeSpan? otherwise)
    {
        if (validFor is not null && validTo is not null)
        {
            throw new AdoPatException(ErrorIds.InvalidArgument, "ValidFor and ValidTo both say when the token ends. Give one of them.");
        }

        DateTimeOffset now = DateTimeOffset.UtcNow;
        if (validTo is { } end)
        {
            PatLifetime.Check(end, now, "ValidTo");
            return end;
        }

        return (validFor ?? otherwise) is { } length ? PatLifetime.EndOf(length, now, "ValidFor") : null;
    }
}
