using System.Threading;
using System.Threading.Tasks;
using AdoPat.Models;

namespace AdoPat.Sessions;

/// <summary>Gives access tokens for one signed-in user, and refreshes them before they end.</summary>
public interface IAccessTokenProvider
{
    /// <summary>The user name (UPN) as Entra ID gives it, such as <c>ada@contoso.test</c>.</summary>
    string Account { get; }

    /// <summary>The tenant the user signed in to, a GUID.</summary>
    string TenantId { get; }

    /// <summary>How the user was signed in.</summary>
    SignInMethod Method { get; }

    /// <summary>When the newest access token ends. Tokens of a sign-in are refreshed before that.</summary>
    System.DateTimeOffset ExpiresOn { get; }

    /// <summary>
    /// Gives a token that is good for at least a few minutes, from memory when it can. Safe to call from many threads:
    /// one refresh serves all that wait. Never prompts.
    /// </summary>
    /// <param name="request">Which token.</param>
    /// <param name="cancellationToken">Ends this wait, not the refresh that others wait for.</param>
    /// <returns>The token.</returns>
    /// <exception cref="AdoPatException">
    /// <see cref="ErrorIds.InteractionRequired"/> when the user must sign in again,
    /// <see cref="ErrorIds.SignInFailed"/> when Entra ID refused or could not be reached.
    /// </exception>
    Task<AccessToken> GetTokenAsync(AccessTokenRequest request, CancellationToken cancellationToken);

    /// <summary>Removes the account and its tokens from the token cache.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A task that ends when they are gone.</returns>
    Task ForgetAsync(CancellationToken cancellationToken);
}
