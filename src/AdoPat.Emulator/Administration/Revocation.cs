using System;

namespace AdoPat.Emulator.Administration;

/// <summary><c>TokenAdminRevocation</c> of the official API description.</summary>
internal sealed record Revocation(Guid AuthorizationId);
