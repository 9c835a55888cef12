using System;

namespace AdoPat.Tour;

/// <summary>A token as the emulator stores it.</summary>
internal sealed record StoredToken(Guid AuthorizationId, DateTimeOffset ValidFrom, DateTimeOffset ValidTo, bool Revoked)
{
    /// <summary>From its creation to its end.</summary>
    public double LifetimeInDays => Math.Round((ValidTo - ValidFrom).TotalDays);
}
