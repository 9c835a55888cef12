using System;
using System.Collections.Generic;

namespace AdoPat.Emulator.State;

/// <summary>A developer, who owns apps.</summary>
internal sealed class ApigeeDeveloper
{
    /// <summary>The e-mail address.</summary>
    public required string Email { get; set; }

    /// <summary>The id, of any form; made from the e-mail address when it is not given.</summary>
    public string DeveloperId { get; set; } = "";

    /// <summary>The first name.</summary>
    public string FirstName { get; set; } = "";

    /// <summary>The last name.</summary>
    public string LastName { get; set; } = "";

    /// <summary>The user name, which Apigee does not use; the e-mail address when it is not given.</summary>
    public string UserName { get; set; } = "";

    /// <summary>active or inactive.</summary>
    public string Status { get; set; } = "active";

    /// <summary>When the developer was added, UTC; now when it is not given.</summary>
    public DateTime CreatedAt { get; set; }

    /// <summary>Further facts.</summary>
    public List<ApigeeProperty> Attributes { get; set; } = [];

    /// <summary>The apps.</summary>
    public List<ApigeeApp> Apps { get; set; } = [];
}
