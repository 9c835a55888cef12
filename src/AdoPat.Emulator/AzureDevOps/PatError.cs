namespace AdoPat.Emulator.AzureDevOps;

/// <summary>Why the service refuses to make or change a token: <c>SessionTokenError</c> of the official API description.</summary>
internal enum PatError
{
    None,
    DisplayNameRequired,
    InvalidDisplayName,
    InvalidValidTo,
    InvalidScope,
    InvalidAuthorizationId,
    FailedToUpdateAccessToken,
    FailedToReadTenantPolicy,
    FailedToReadOrgPolicy,
    GlobalPatPolicyViolation,
    FullScopePatPolicyViolation,
    PatLifespanPolicyViolation,
    DisablePatCreationPolicyViolation,
    GlobalPATCreationBlocked,
    ExpiredPatCannotBeExtended,
}
