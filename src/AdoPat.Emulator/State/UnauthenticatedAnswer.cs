namespace AdoPat.Emulator.State;

/// <summary>How Azure DevOps answers a request without good credentials.</summary>
internal enum UnauthenticatedAnswer
{
    /// <summary>
    /// 401 when <c>X-TFS-FedAuthRedirect: Suppress</c> was sent; else 302 without credentials, 203 with bad ones.
    /// </summary>
    Auto,

    /// <summary>203 with the HTML of the sign-in page.</summary>
    SignInPage,

    /// <summary>302 to the sign-in page, "Object moved".</summary>
    Redirect,

    /// <summary>401 without a body.</summary>
    Unauthorized,
}
