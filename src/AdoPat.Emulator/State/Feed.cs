using System.Collections.Generic;

namespace AdoPat.Emulator.State;

/// <summary>A feed of packages.</summary>
internal sealed class Feed
{
    /// <summary>The name of its organization.</summary>
    public required string Organization { get; set; }

    /// <summary>The name of its project; null for a feed of the organization.</summary>
    public string? Project { get; set; }

    /// <summary>The name in addresses.</summary>
    public required string Name { get; set; }

    /// <summary>What is in it.</summary>
    public List<FeedPackage> Packages { get; set; } = [];
}
