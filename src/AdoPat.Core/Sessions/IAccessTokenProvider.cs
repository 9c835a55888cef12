using System.Threading;
using System.Threading.Tasks;

namespace AdoPat.Sessions;

/// <summary>Gives access tokens for one signed-in user, and refreshes them before they end.</summary>
public interface IAccessTokenProvider : IAccessTokenSource
{
    /// <summary>The user name (UPN) as Entra ID gives it, such as <c>ada@contoso.test</c>.</summary>
    string Account { get; }

    /// <summary>The tenant the user signed in to, a GUID.</summary>
    string TenantId { get; }

    /// <summary>How the user was signed in.</summary>
    SignInMethod Method { get; }

    /// <summary>When the newest access token ends. Tokens of a sign-in are refreshed before that.</summary>
    System.DateTimeOffset ExpiresOn { get; }

    /// <summary>Removes the account and its tokens from the token cache.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A task that ends when they are gone.</returns>
    Task ForgetAsync(CancellationToken cancellationToken);
}
