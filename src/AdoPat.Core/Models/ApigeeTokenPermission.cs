using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;

namespace AdoPat.Models;

/// <summary>What a role of an organization of Apigee Edge may do with the tokens, that is, on the resource <c>/oauth2</c>.</summary>
/// <remarks>
/// The more specific path decides alone. Where several decide, each for other requests, a role has one such object for each; and one without
/// a path when none decides for some.
/// </remarks>
[SuppressMessage("Naming", "CA1711", Justification = "It is one: the name has nothing to do with code access security.")]
public sealed class ApigeeTokenPermission
{
    /// <summary>The organization.</summary>
    public required string Organization { get; init; }

    /// <summary>The role.</summary>
    public required string Role { get; init; }

    /// <summary>Whether it may find tokens.</summary>
    public bool CanGet { get; init; }

    /// <summary>Whether it may revoke tokens.</summary>
    public bool CanPut { get; init; }

    /// <summary>The path whose permissions decide, such as <c>/oauth2</c> or <c>/*</c>; null when there is none.</summary>
    public string? Path { get; init; }

    /// <summary>The permissions on that path.</summary>
    public IReadOnlyList<string> Permissions { get; init => field = new SpaceSeparatedList<string>(value); } = new SpaceSeparatedList<string>([]);

    /// <summary>Whether it is as Apigee recommends: <c>orgadmin</c> and <c>opsadmin</c> may both find and revoke, all other roles may do neither.</summary>
    public bool IsAsRecommended { get; init; }

    /// <summary>The role and what it may do, for messages.</summary>
    /// <returns>A text such as <c>role user: get on /oauth2/*</c>.</returns>
    public override string ToString() => Path is null ? $"role {Role}: nothing" : $"role {Role}: {Permissions} on {Path}";
}
