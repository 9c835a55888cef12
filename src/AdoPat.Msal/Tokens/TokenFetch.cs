namespace AdoPat.Msal.Tokens;

/// <summary>How a token is to be fetched.</summary>
/// <param name="Claims">The claims challenge to answer, as JSON; null for none.</param>
/// <param name="Force">True to go to Entra ID even though MSAL has a token that looks good.</param>
internal sealed record TokenFetch(string? Claims, bool Force);
