using System.Collections.Generic;
using System.Linq;

namespace AdoPat.Emulator.State;

/// <summary>A role of an Apigee organization: who has it, and what they may do.</summary>
internal sealed class ApigeeRole
{
    public const string OrganizationAdministrator = "orgadmin";
    public const string OperationsAdministrator = "opsadmin";

    /// <summary>The roles that every organization has.</summary>
    public static readonly string[] BuiltIn = [OrganizationAdministrator, OperationsAdministrator, "businessuser", "user"];

    /// <summary>The name.</summary>
    public required string Name { get; set; }

    /// <summary>The e-mail addresses of the users who have it.</summary>
    public List<string> Users { get; set; } = [];

    /// <summary>What they may do, one entry for each path; orgadmin may do everything when nothing is given.</summary>
    public List<ApigeePermission> Permissions { get; set; } = [];

    /// <summary>Whether a user has the role.</summary>
    /// <param name="user">The user.</param>
    /// <returns>True when the role names the e-mail address.</returns>
    public bool IsOf(ApigeeUser user) => Users.Contains(user.Email, Names.Comparer);
}
