namespace AdoPat.Emulator.State;

/// <summary>What stands in a 401 or 403 of the management API.</summary>
internal enum ApigeeRefusalBody
{
    /// <summary>An HTML page.</summary>
    Html,

    /// <summary>Nothing.</summary>
    Empty,

    /// <summary>The error of the management API, <c>code</c> and <c>message</c>; XML for those who accept it.</summary>
    Management,

    /// <summary>The fault of a gateway, <c>fault.faultstring</c>.</summary>
    Fault,

    /// <summary>The error of the sign-in server, <c>error</c> and <c>error_description</c>.</summary>
    Sso,

    /// <summary>The error of Apigee X, <c>error.code</c>, <c>message</c> and <c>status</c>.</summary>
    Google,
}
