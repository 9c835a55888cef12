using System.Collections.Generic;

namespace AdoPat.Models;

/// <summary>A developer in an organization of Apigee Edge.</summary>
public sealed class ApigeeDeveloper
{
    /// <summary>The organization.</summary>
    public required string Organization { get; init; }

    /// <summary>The id. Some installations put it into tokens as the end user.</summary>
    public required string DeveloperId { get; init; }

    /// <summary>The e-mail address.</summary>
    public string Email { get; init; } = "";

    /// <summary>The user name.</summary>
    public string UserName { get; init; } = "";

    /// <summary>The first name.</summary>
    public string FirstName { get; init; } = "";

    /// <summary>The last name.</summary>
    public string LastName { get; init; } = "";

    /// <summary>The status, such as <c>active</c>.</summary>
    public string Status { get; init; } = "";

    /// <summary>The names of the developer's apps.</summary>
    public IReadOnlyList<string> AppNames { get; init => field = new CommaSeparatedList<string>(value); } = new CommaSeparatedList<string>([]);

    /// <summary>The e-mail address, else the id.</summary>
    /// <returns>A text that is never empty.</returns>
    public override string ToString() => Email.Length > 0 ? Email : DeveloperId;
}
