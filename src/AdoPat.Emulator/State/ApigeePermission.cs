using System.Collections.Generic;

namespace AdoPat.Emulator.State;

/// <summary>What a role may do with the resources below a path.</summary>
internal sealed class ApigeePermission
{
    /// <summary>The path in the organization, such as /oauth2; * stands for any one part of it.</summary>
    public required string Path { get; set; }

    /// <summary>get, put and delete, in lower case.</summary>
    public List<string> Permissions { get; set; } = [];
}
