using System;
using System.Collections.Generic;

namespace AdoPat.Emulator.State;

/// <summary>An app of a developer, to which tokens are issued.</summary>
internal sealed class ApigeeApp
{
    /// <summary>The name, one of its kind among the apps of its developer.</summary>
    public required string Name { get; set; }

    /// <summary>The id; made from the names when it is not given.</summary>
    public string AppId { get; set; } = "";

    /// <summary>approved or revoked.</summary>
    public string Status { get; set; } = "approved";

    /// <summary>Where authorization codes are sent.</summary>
    public string CallbackUrl { get; set; } = "";

    /// <summary>When it was made, UTC; now when it is not given.</summary>
    public DateTime CreatedAt { get; set; }

    /// <summary>Scopes of the app.</summary>
    public List<string> Scopes { get; set; } = [];

    /// <summary>Further facts.</summary>
    public List<ApigeeProperty> Attributes { get; set; } = [];

    /// <summary>Keys and secrets; one is made when none is given.</summary>
    public List<ApigeeCredential> Credentials { get; set; } = [];

    /// <summary>Its tokens open the revocation proxy that stands in for the management API on Apigee X and hybrid.</summary>
    public bool Privileged { get; set; }
}
