using System;
using System.Collections.Generic;

namespace AdoPat.Emulator.State;

/// <summary>Somebody who can sign in.</summary>
internal sealed class User
{
    /// <summary>The identity id in Azure DevOps; made from the UPN when it is not given.</summary>
    public Guid Id { get; set; }

    /// <summary>The object id in Microsoft Entra ID; made from the UPN when it is not given.</summary>
    public Guid ObjectId { get; set; }

    /// <summary>The user name.</summary>
    public required string Upn { get; set; }

    /// <summary>The e-mail address; the user name when it is not given.</summary>
    public string Mail { get; set; } = "";

    /// <summary>The name shown; the UPN when it is not given.</summary>
    public string DisplayName { get; set; } = "";

    /// <summary>The domain of the home tenant; what stands behind the @ when it is not given.</summary>
    public string Tenant { get; set; } = "";

    /// <summary>Domains of tenants where the user is a guest.</summary>
    public List<string> GuestOf { get; set; } = [];

    /// <summary>Where the account is kept; descriptors begin with it.</summary>
    public UserOrigin Origin { get; set; }

    /// <summary>Whether identities say that the user is active; false for somebody who has left.</summary>
    public bool IsActive { get; set; } = true;

    /// <summary>The handle of administrators' and Graph calls.</summary>
    public string SubjectDescriptor =>
        $"{(Origin == UserOrigin.Msa ? "msa" : "aad")}.{Convert.ToBase64String(System.Text.Encoding.ASCII.GetBytes(Id.ToString())).TrimEnd('=')}";
}
