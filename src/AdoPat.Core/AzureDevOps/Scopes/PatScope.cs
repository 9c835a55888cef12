using System.Collections.Generic;

namespace AdoPat.AzureDevOps;

/// <summary>A scope: one thing that a personal access token may be allowed to do.</summary>
public sealed class PatScope
{
    internal PatScope(ScopeTable.Row row, IReadOnlyList<string> includes)
    {
        Name = row.Name;
        Area = row.Area;
        DisplayName = row.Access.Length == 0 ? row.Area : $"{row.Area} ({row.Access})";
        Description = row.Description;
        IsHighPrivilege = row.Privilege == ScopeTable.Privilege.High;
        Includes = includes;
    }

    /// <summary>The name that is sent to the service, such as <c>vso.code_write</c>. Always in lower case.</summary>
    public string Name { get; }

    /// <summary>The name for people, such as <c>Code (read, write)</c>.</summary>
    public string DisplayName { get; }

    /// <summary>What a token with this scope can do.</summary>
    public string Description { get; }

    /// <summary>The part of Azure DevOps it is about, such as <c>Code</c>.</summary>
    public string Area { get; }

    /// <summary>
    /// The names of the scopes that come with this one, directly or through another, the nearest first.
    /// Empty for full access, which is more than all scopes together.
    /// </summary>
    public IReadOnlyList<string> Includes { get; }

    /// <summary>Whether Microsoft's documentation marks it as high-privilege: in the wrong hands it does harm.</summary>
    public bool IsHighPrivilege { get; }

    /// <summary>Whether the scope is full access: everything its user can do.</summary>
    public bool IsFullAccess => Name == ScopeCatalog.FullAccess;

    /// <summary>The name that is sent to the service.</summary>
    /// <returns><see cref="Name"/>.</returns>
    public override string ToString() => Name;
}
