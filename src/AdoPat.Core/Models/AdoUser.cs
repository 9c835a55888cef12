namespace AdoPat.Models;

/// <summary>A user of an organization, whose tokens its administrators can list and revoke.</summary>
/// <remarks>Source: the Graph and Identities APIs, 7.2-preview.1.</remarks>
public sealed class AdoUser
{
    /// <summary>The subject descriptor, such as <c>aad.MTIz…</c>: the id by which the service knows the user.</summary>
    public required string Descriptor { get; init; }

    /// <summary>The user name (UPN); empty where it is not known.</summary>
    public string UserPrincipalName { get; init; } = "";

    /// <summary>The display name; empty where it is not known.</summary>
    public string DisplayName { get; init; } = "";

    /// <summary>The e-mail address; empty where there is none.</summary>
    public string MailAddress { get; init; } = "";

    /// <summary>The organization in which the user was found.</summary>
    public required string Organization { get; init; }

    /// <summary>Where the account is: <c>aad</c> for Microsoft Entra ID, <c>msa</c> for Microsoft accounts; empty where it is not known.</summary>
    public string Origin { get; init; } = "";

    /// <summary>The user name, else the display name, else the descriptor.</summary>
    /// <returns>A text that is never empty.</returns>
    public override string ToString() =>
        UserPrincipalName.Length > 0 ? UserPrincipalName : DisplayName.Length > 0 ? DisplayName : Descriptor;
}
