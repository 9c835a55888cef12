using System;
using System.Collections.Generic;
using System.Linq;
using AdoPat.Emulator.State;

namespace AdoPat.Emulator.Administration;

/// <summary>A search of the Graph API.</summary>
/// <param name="Query">How a name begins.</param>
/// <param name="SubjectKind">What is looked for: User, Group; everything when it is left out.</param>
internal sealed record SubjectQuery(string? Query, IReadOnlyList<string>? SubjectKind)
{
    /// <summary>Whether a user is among those who are looked for.</summary>
    /// <param name="user">The user.</param>
    /// <returns>True when one of the user's names begins as it should.</returns>
    public bool Finds(User user) => (SubjectKind is null or [] || SubjectKind.Contains("User", Names.Comparer))
        && new[] { user.Upn, user.Mail, user.DisplayName }.Any(name => name.StartsWith(Query!, StringComparison.OrdinalIgnoreCase));
}
