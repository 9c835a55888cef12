namespace AdoPat.Apigee;

/// <summary>How a user was signed in to Apigee Edge.</summary>
public enum ApigeeSignInMethod
{
    /// <summary>User name and password with every request.</summary>
    Basic,

    /// <summary>Tokens of Apigee's sign-in server (SAML or LDAP), which are refreshed.</summary>
    SingleSignOn,

    /// <summary>An access token from elsewhere; it is not refreshed.</summary>
    AccessToken,
}
