using System.Threading;
using System.Threading.Tasks;
using AdoPat.Models;

namespace AdoPat.Sessions;

/// <summary>
/// The door to the library that speaks to Microsoft Entra ID. It speaks of strings, dates and types of this assembly
/// only, so that the implementation can live in an assembly load context of its own.
/// </summary>
public interface ISignIn
{
    /// <summary>Signs a user in: from the cache when possible, else by asking.</summary>
    /// <param name="request">Who, where and how.</param>
    /// <param name="prompt">Says what the user has to do. Called from any thread.</param>
    /// <param name="cancellationToken">Ends the wait at once.</param>
    /// <returns>The source of access tokens for the user that signed in.</returns>
    /// <exception cref="AdoPatException">
    /// <see cref="ErrorIds.SignInFailed"/>, <see cref="ErrorIds.SignInCancelled"/>,
    /// <see cref="ErrorIds.SignInTimedOut"/> or <see cref="ErrorIds.InteractionRequired"/>.
    /// </exception>
    Task<IAccessTokenProvider> SignInAsync(SignInRequest request, ISignInPrompt prompt, CancellationToken cancellationToken);
}
