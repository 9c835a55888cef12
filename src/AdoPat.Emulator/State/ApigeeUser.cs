using System.Collections.Generic;

namespace AdoPat.Emulator.State;

/// <summary>Somebody who may call Apigee's management API.</summary>
internal sealed class ApigeeUser
{
    /// <summary>The e-mail address, which is the user name.</summary>
    public required string Email { get; set; }

    /// <summary>The password, for Basic and for the sign-in server.</summary>
    public string Password { get; set; } = "";

    /// <summary>The first name.</summary>
    public string FirstName { get; set; } = "";

    /// <summary>The last name.</summary>
    public string LastName { get; set; } = "";

    /// <summary>May do everything in every organization.</summary>
    public bool SystemAdministrator { get; set; }

    /// <summary>Passcodes of the sign-in server that have not been spent; each is good once.</summary>
    public List<string> Passcodes { get; set; } = [];

    /// <summary>The second factor that the sign-in server asks for; null for none. With one, Basic does not work.</summary>
    public string? MfaToken { get; set; }
}
