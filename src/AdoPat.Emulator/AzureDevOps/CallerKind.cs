namespace AdoPat.Emulator.AzureDevOps;

/// <summary>Kinds of credentials.</summary>
internal enum CallerKind
{
    /// <summary>None were sent.</summary>
    Anonymous,

    /// <summary>They are not good here: unknown, expired, revoked, or for something else.</summary>
    Invalid,

    /// <summary>A personal access token that has expired, which is told apart from other bad ones.</summary>
    ExpiredToken,

    /// <summary>An Entra token of a user.</summary>
    User,

    /// <summary>A personal access token.</summary>
    Token,

    /// <summary>An Entra token of an application.</summary>
    ServicePrincipal,
}
