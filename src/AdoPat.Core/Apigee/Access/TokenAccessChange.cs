using System.Collections.Generic;
using System.Linq;

namespace AdoPat.Apigee.Access;

/// <summary>What has to be changed of an organization so that its tokens can, or cannot, be found and revoked by end user and by app.</summary>
public sealed class TokenAccessChange
{
    internal TokenAccessChange(bool isEnabled, OrganizationDocument organization, IReadOnlyCollection<PropertyChange> changes)
    {
        IsEnabled = isEnabled;
        Organization = organization;
        Changes = changes;
    }

    /// <summary>True when everything is as it shall be already.</summary>
    public bool IsEmpty => Changes.Count == 0;

    internal bool IsEnabled { get; }

    internal OrganizationDocument Organization { get; }

    internal IReadOnlyCollection<PropertyChange> Changes { get; }

    /// <summary>The difference, property by property, and how many stay as they are.</summary>
    /// <returns>A text for a question such as -WhatIf shows.</returns>
    public override string ToString() =>
        $"{string.Join(", ", Changes)}; other properties, which stay as they are: {Organization.PropertyCount - Changes.Count(change => change.Before is not null)}";
}
