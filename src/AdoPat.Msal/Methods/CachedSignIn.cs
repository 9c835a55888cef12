using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using AdoPat.Sessions;
using Microsoft.Identity.Client;

namespace AdoPat.Msal.Methods;

/// <summary>Signs in an account that the token cache knows, without a prompt.</summary>
internal static class CachedSignIn
{
    /// <summary>Takes the account from the cache and gets a token for it.</summary>
    /// <param name="context">Who, and where to say so.</param>
    /// <param name="client">The client that has the cache.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The token.</returns>
    /// <exception cref="SignInUnavailableException">No such account, or it must sign in again.</exception>
    public static async Task<AuthenticationResult> AcquireAsync(
        SignInContext context, IPublicClientApplication client, CancellationToken cancellationToken)
    {
        IEnumerable<IAccount> accounts = await client.GetAccountsAsync().ConfigureAwait(false);
        IAccount account = Choose([.. accounts], context.Request);
        context.Prompt.Trace($"The token cache knows {account.Username}.");
        context.Limit.WaitingFor = "Microsoft Entra ID";
        try
        {
            return await client.AcquireTokenSilent(EntraClients.Scopes, account)
                .ExecuteAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (MsalUiRequiredException e)
        {
            throw new SignInUnavailableException($"The cached sign-in of {account.Username} is no longer good.", e);
        }
    }

    /// <summary>Chooses the account that is meant.</summary>
    /// <param name="accounts">All that the cache has.</param>
    /// <param name="request">Who is asked for.</param>
    /// <returns>The one account.</returns>
    /// <exception cref="SignInUnavailableException">None, or more than one, is meant.</exception>
    public static IAccount Choose(IReadOnlyList<IAccount> accounts, SignInRequest request)
    {
        if (request.Account is { } wanted)
        {
            IAccount[] named = [.. accounts.Where(a => IsUser(a, wanted))];
            return OfTenant(named, request.Tenant).Concat(named).FirstOrDefault()
                ?? throw new SignInUnavailableException($"The token cache does not know {wanted}.");
        }

        IAccount[] ofTenant = [.. OfTenant(accounts, request.Tenant)];
        IReadOnlyList<IAccount> meant = ofTenant.Length > 0 ? ofTenant : accounts;
        return meant.Count switch
        {
            1 => meant[0],
            0 => throw new SignInUnavailableException("The token cache has no account."),
            _ => throw new SignInUnavailableException(
                $"The token cache has {meant.Count} accounts ({string.Join(", ", meant.Select(a => a.Username))}); "
                + "-Account says which one is meant."),
        };
    }

    /// <summary>Whether an account is the user of that name.</summary>
    /// <param name="account">The account.</param>
    /// <param name="userName">The user name (UPN).</param>
    /// <returns>True when it is.</returns>
    public static bool IsUser(IAccount account, string userName) =>
        string.Equals(account.Username, userName, StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<IAccount> OfTenant(IEnumerable<IAccount> accounts, string tenant) =>
        accounts.Where(a => string.Equals(a.HomeAccountId?.TenantId, tenant, StringComparison.OrdinalIgnoreCase));
}
