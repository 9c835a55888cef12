namespace AdoPat.Emulator.State;

/// <summary>Ways in which sign-in fails.</summary>
internal enum EntraConditionKind
{
    /// <summary>AADSTS65001: nobody has consented to the application.</summary>
    ConsentRequired,

    /// <summary>AADSTS50076: a second factor is needed.</summary>
    MfaRequired,

    /// <summary>AADSTS700082: the refresh token has ended.</summary>
    RefreshTokenExpired,

    /// <summary>Azure DevOps answers 401 with claims until a token was asked for with claims.</summary>
    ClaimsChallenge,

    /// <summary>The user declines: <c>authorization_declined</c> (device code), <c>access_denied</c> (browser).</summary>
    Declined,
}
