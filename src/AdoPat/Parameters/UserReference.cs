using AdoPat.Models;

namespace AdoPat.Parameters;

/// <summary>Somebody whose tokens are meant: as a text that has to be looked for, or as a user who was found.</summary>
public sealed class UserReference
{
    /// <summary>Somebody who has to be looked for.</summary>
    /// <param name="text">An e-mail address, a user name (UPN) or a descriptor.</param>
    public UserReference(string text)
    {
        Text = text?.Trim() ?? "";
    }

    /// <summary>A user.</summary>
    /// <param name="user">The user.</param>
    public UserReference(AdoUser user)
    {
        User = user;
        Text = user.Descriptor;
    }

    /// <summary>What was given; the descriptor of a user who was found.</summary>
    public string Text { get; }

    /// <summary>The user; null for somebody who has to be looked for.</summary>
    public AdoUser? User { get; }

    /// <summary>The user, or what was given.</summary>
    /// <returns>A text for messages.</returns>
    public override string ToString() => User?.ToString() ?? Text;
}
