using AdoPat.Msal.Errors;
using AdoPat.Sessions;

namespace AdoPat.Msal;

/// <summary>What the methods of one sign-in share.</summary>
/// <param name="Request">What is asked for.</param>
/// <param name="Prompt">Speaks to the user.</param>
/// <param name="Limit">The time there is.</param>
internal sealed record SignInContext(SignInRequest Request, ISignInPrompt Prompt, TimeLimit Limit)
{
    /// <summary>What Entra ID demanded of the next prompt when it refused the cached sign-in; null for nothing.</summary>
    public string? Claims { get; set; }

    /// <summary>The call, for messages about its failure.</summary>
    /// <param name="method">The method that made it.</param>
    /// <returns>The description.</returns>
    public EntraCall CallBy(SignInMethod method) => new(
        method, Request.Account, Request.Tenant, Request.ClientId, Request.Endpoints.Authority);
}
