using System.Collections.Generic;
using System.Linq;

namespace AdoPat.Emulator.State;

/// <summary>A rule that is on or off, and whom it spares.</summary>
internal class Policy
{
    /// <summary>Whether the rule is on.</summary>
    public bool Enabled { get; set; }

    /// <summary>User names (UPN) for whom it does not hold.</summary>
    public List<string> AllowedUsers { get; set; } = [];

    /// <summary>Whether the rule stands in this user's way.</summary>
    /// <param name="user">Who asks for a token.</param>
    /// <returns>True when the rule is on and the user is not spared.</returns>
    public bool Binds(User user) => Enabled && !AllowedUsers.Contains(user.Upn, Names.Comparer);
}
