using System.Collections.Generic;
using System.Linq;
using AdoPat.Models;

namespace AdoPat.Apigee.Access;

/// <summary>What a role gets or loses so that it may, or may not, get and put access tokens.</summary>
public sealed class TokenPermissionChange
{
    private TokenPermissionChange(RolePermissions before, IReadOnlyList<ResourcePermission> items, bool isRemoval)
    {
        Before = before;
        Items = items;
        IsRemoval = isRemoval;
    }

    /// <summary>The name of the role.</summary>
    public string Role => Before.Role;

    /// <summary>True when everything is as it shall be already.</summary>
    public bool IsEmpty => Items.Count == 0;

    internal RolePermissions Before { get; }

    internal IReadOnlyList<ResourcePermission> Items { get; }

    internal bool IsRemoval { get; }

    internal static TokenPermissionChange Add(RolePermissions before) => new(before, before.Missing(), isRemoval: false);

    /// <exception cref="AdoPatException"><see cref="ErrorIds.InvalidArgument"/>: the role would reach tokens all the same.</exception>
    internal static TokenPermissionChange Remove(RolePermissions before)
    {
        TokenPermissionChange change = new(before, before.Excess(), isRemoval: true);
        return before.Without(change.Items).ForTokens().FirstOrDefault(line => line.CanGet || line.CanPut) is not { } wider ? change
            : throw new AdoPatException(
                ErrorIds.InvalidArgument,
                $"The role {before.Role} may {string.Join(", ", wider.Permissions)} on {wider.Path}, which is for more than tokens, and would still reach these. "
                + "Nothing was changed. Give its users another role with narrower paths instead.");
    }

    internal bool IsMade(RolePermissions after) => after.ForTokens().All(line => IsRemoval ? !line.CanGet && !line.CanPut : line.CanGet && line.CanPut);

    internal IEnumerable<ResourcePermission> LostIn(RolePermissions after) => (IsRemoval ? Before.Without(Items) : Before).LostIn(after);

    /// <summary>The difference, path by path.</summary>
    /// <returns>A text for a question such as -WhatIf shows.</returns>
    public override string ToString() =>
        (IsRemoval ? "Remove " : "Add ") + string.Join(", ", Items);
}
