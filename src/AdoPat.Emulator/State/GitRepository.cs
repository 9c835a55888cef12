using System.Collections.Generic;

namespace AdoPat.Emulator.State;

/// <summary>A git repository, of which there are the names of its branches and tags, and no content.</summary>
internal sealed class GitRepository
{
    /// <summary>The name of its organization.</summary>
    public required string Organization { get; set; }

    /// <summary>The name of its project.</summary>
    public required string Project { get; set; }

    /// <summary>The name in addresses.</summary>
    public required string Name { get; set; }

    /// <summary>The branch that HEAD is, such as <c>refs/heads/main</c>.</summary>
    public string DefaultBranch { get; set; } = "refs/heads/main";

    /// <summary>Commit ids (40 hexadecimal digits) by reference; the default branch, made up, when it is not given.</summary>
    public SortedDictionary<string, string> Refs { get; set; } = new(System.StringComparer.Ordinal);
}
