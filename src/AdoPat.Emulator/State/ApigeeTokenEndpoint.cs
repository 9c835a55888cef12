using System.Collections.Generic;

namespace AdoPat.Emulator.State;

/// <summary>An address of a proxy where tokens are issued, by an OAuthV2 policy.</summary>
internal sealed class ApigeeTokenEndpoint
{
    /// <summary>The environment, the second part of the host {organization}-{environment}.apigee.net.</summary>
    public string Environment { get; set; } = "test";

    /// <summary>The path, with its first slash.</summary>
    public required string Path { get; set; }

    /// <summary>The OAuthV2 policy, XML.</summary>
    public required string Policy { get; set; }

    /// <summary>Flow variables that the proxy has set before, for policies that name one.</summary>
    public Dictionary<string, string> Variables { get; set; } = [];
}
