using System.Collections.Generic;
using AdoPat.Models;

namespace AdoPat.Parameters;

/// <summary>Somebody whose tokens are meant: as a text that has to be looked for, or as a user who was found.</summary>
public sealed class UserReference
{
    /// <summary>Somebody who has to be looked for.</summary>
    /// <param name="text">An e-mail address, a user name (UPN) or a descriptor.</param>
    public UserReference(string text)
        : this([text?.Trim() ?? ""])
    {
    }

    /// <summary>Somebody who has to be looked for, by the first of several texts by which the organization knows a user.</summary>
    internal UserReference(IReadOnlyList<string> texts)
    {
        Texts = texts.Count > 0 ? texts : [""];
    }

    /// <summary>A user.</summary>
    /// <param name="user">The user.</param>
    public UserReference(AdoUser user)
    {
        User = user;
        Texts = [user.Descriptor];
    }

    /// <summary>What was given; the descriptor of a user who was found.</summary>
    public string Text => Texts[0];

    /// <summary>All that was given, the most exact first; never empty.</summary>
    internal IReadOnlyList<string> Texts { get; }

    /// <summary>The user; null for somebody who has to be looked for.</summary>
    public AdoUser? User { get; }

    /// <summary>The user, or what was given.</summary>
    /// <returns>A text for messages.</returns>
    public override string ToString() => User?.ToString() ?? Text;
}
