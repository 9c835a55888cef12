using System;

namespace AdoPat.Emulator.Administration;

/// <summary><c>TokenAdminRevocationRule</c> of the official API description.</summary>
internal sealed record RevocationRuleRequest(string? Scopes, DateTimeOffset? CreatedBefore);
