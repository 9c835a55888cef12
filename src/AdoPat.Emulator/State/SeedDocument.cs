using System;
using System.Collections.Generic;

namespace AdoPat.Emulator.State;

/// <summary>
/// Everything the emulator holds, in the one JSON shape of seed file, <c>/_emulator/seed</c> and
/// <c>/_emulator/state</c>. docs/emulator-seed.schema.json describes it.
/// </summary>
internal sealed class SeedDocument
{
    /// <summary>The emulator's time, UTC; null for the machine's.</summary>
    public DateTime? Now { get; set; }

    public Behaviour? Behaviour { get; set; }

    public List<Tenant> Tenants { get; set; } = [];

    public List<User> Users { get; set; } = [];

    public List<Organization> Organizations { get; set; } = [];

    public List<Application> Applications { get; set; } = [];

    public List<PersonalAccessToken> Tokens { get; set; } = [];

    public List<EntraCondition> Conditions { get; set; } = [];

    public List<RefreshToken> RefreshTokens { get; set; } = [];

    public List<Email> Emails { get; set; } = [];
}
