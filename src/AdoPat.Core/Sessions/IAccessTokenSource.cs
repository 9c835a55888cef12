using System.Threading;
using System.Threading.Tasks;
using AdoPat.Models;

namespace AdoPat.Sessions;

/// <summary>Gives what proves to a service who sends a request.</summary>
public interface IAccessTokenSource
{
    /// <summary>
    /// Gives a token that is good for a while, from memory when it can. Safe to call from many threads: one refresh serves all that wait. Never prompts.
    /// </summary>
    /// <param name="request">Which token.</param>
    /// <param name="cancellationToken">Ends this wait, not the refresh that others wait for.</param>
    /// <returns>The token.</returns>
    /// <exception cref="AdoPatException">
    /// <see cref="ErrorIds.InteractionRequired"/> when the user must sign in again,
    /// <see cref="ErrorIds.SignInFailed"/> when the sign-in was refused or its server could not be reached.
    /// </exception>
    Task<AccessToken> GetTokenAsync(AccessTokenRequest request, CancellationToken cancellationToken);
}
