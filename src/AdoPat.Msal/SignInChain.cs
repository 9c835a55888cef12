using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using AdoPat.Models;
using AdoPat.Msal.Caching;
using AdoPat.Msal.Errors;
using AdoPat.Msal.Methods;
using AdoPat.Msal.Tokens;
using AdoPat.Sessions;
using Microsoft.Identity.Client;

namespace AdoPat.Msal;

/// <summary>
/// Tries the methods of a plan in their order. Only "this cannot be done here" leads to the next one; a refusal, and a
/// user who says no, end the sign-in, so that nobody is asked twice.
/// </summary>
internal sealed class SignInChain
{
    private readonly SignInContext _context;
    private readonly SignInPlan _plan;
    private SignInUnavailableException? _whyNotCached;
    private SignInUnavailableException? _whyNotPrompted;

    /// <summary>Makes the chain.</summary>
    /// <param name="context">Who, where, and how to ask.</param>
    /// <param name="plan">The methods.</param>
    public SignInChain(SignInContext context, SignInPlan plan)
    {
        _context = context;
        _plan = plan;
    }

    /// <summary>Signs the user in.</summary>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The source of tokens.</returns>
    /// <exception cref="AdoPatException">Nobody was signed in.</exception>
    public async Task<IAccessTokenProvider> RunAsync(CancellationToken cancellationToken)
    {
        foreach ((SignInMethod method, IPublicClientApplication client) in await PrepareAsync(cancellationToken).ConfigureAwait(false))
        {
            try
            {
                return await TakeAsync(method, client, cancellationToken).ConfigureAwait(false);
            }
            catch (SignInUnavailableException e)
            {
                GoOn(method, e);
            }
        }

        throw Exhausted();
    }

    private async Task<List<(SignInMethod Method, IPublicClientApplication Client)>> PrepareAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await StepsAsync().ConfigureAwait(false);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            throw EntraErrors.Translate(e, _context.CallBy(SignInMethod.Cache));
        }
    }

    /// <summary>Each method with its client. The broker keeps its own tokens, so the cached ones are asked for there too.</summary>
    private async Task<List<(SignInMethod Method, IPublicClientApplication Client)>> StepsAsync()
    {
        IPublicClientApplication client = EntraClients.Create(_context.Request);
        IPublicClientApplication? broker = _plan.Methods.Contains(SignInMethod.Broker) ? TryBroker() : null;
        TokenCacheStore store = await TokenCacheStore.OpenAsync(_context.Request, _context.Prompt).ConfigureAwait(false);
        await store.AttachAsync(client).ConfigureAwait(false);
        if (broker is null)
        {
            return [.. _plan.Methods.Where(method => method != SignInMethod.Broker).Select(method => (method, client))];
        }

        await store.AttachAsync(broker).ConfigureAwait(false);
        return [(SignInMethod.Cache, broker), .. _plan.Methods.Select(method => (method, method == SignInMethod.Broker ? broker : client))];
    }

    private IPublicClientApplication? TryBroker()
    {
        try
        {
            return BrokerSignIn.CreateClient(_context.Request);
        }
        catch (SignInUnavailableException e)
        {
            GoOn(SignInMethod.Broker, e);
            return null;
        }
    }

    private void GoOn(SignInMethod method, SignInUnavailableException reason)
    {
        _context.Prompt.Trace(reason.Message);
        if (method == SignInMethod.Cache)
        {
            _whyNotCached = reason;
            _context.Claims ??= (reason.InnerException as MsalUiRequiredException)?.Claims;
        }
        else
        {
            _whyNotPrompted = reason;
        }
    }

    private async Task<IAccessTokenProvider> TakeAsync(
        SignInMethod method, IPublicClientApplication client, CancellationToken cancellationToken)
    {
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            IAccount[] before = [.. await client.GetAccountsAsync().ConfigureAwait(false)];
            AuthenticationResult result = await AcquireAsync(method, client, cancellationToken).ConfigureAwait(false);
            await RefuseOtherUserAsync(result, client, before).ConfigureAwait(false);
            return new MsalTokenProvider(client, result, _context.CallBy(method));
        }
        catch (Exception e) when (e is not SignInUnavailableException && !cancellationToken.IsCancellationRequested)
        {
            throw EntraErrors.Translate(e, _context.CallBy(method));
        }
    }

    private Task<AuthenticationResult> AcquireAsync(
        SignInMethod method, IPublicClientApplication client, CancellationToken cancellationToken) => method switch
        {
            SignInMethod.Cache => CachedSignIn.AcquireAsync(_context, client, cancellationToken),
            SignInMethod.Broker => BrokerSignIn.AcquireAsync(_context, client, cancellationToken),
            SignInMethod.Browser => BrowserSignIn.AcquireAsync(_context, client, cancellationToken),
            SignInMethod.DeviceCode => DeviceCodeSignIn.AcquireAsync(_context, client, cancellationToken),
            _ => throw new AdoPatException(ErrorIds.InvalidArgument, $"{method} is not a way to sign a user in."),
        };

    private async Task RefuseOtherUserAsync(AuthenticationResult result, IPublicClientApplication client, IAccount[] before)
    {
        if (_context.Request.Account is not { } wanted || CachedSignIn.IsUser(result.Account, wanted))
        {
            return;
        }

        // Otherwise the next sign-in without -Account would find this one in the cache.
        if (!before.Any(account => account.HomeAccountId.Identifier == result.Account.HomeAccountId.Identifier))
        {
            await client.RemoveAsync(result.Account).ConfigureAwait(false);
        }

        throw new AdoPatException(
            ErrorIds.SignInFailed,
            $"{result.Account.Username} signed in, but {wanted} was asked for; that sign-in is not used. "
            + $"Run Connect-AdoPat again and choose {wanted}, or leave -Account away.");
    }

    private AdoPatException Exhausted()
    {
        if (_plan.WhyNoPrompt is not { } why)
        {
            return new AdoPatException(
                ErrorIds.SignInFailed, $"{_whyNotPrompted!.Message} Sign in another way, for example with a device code (-UseDeviceCode).");
        }

        AdoPatException? refusal = _whyNotCached!.InnerException is MsalException e
            ? EntraErrors.Translate(e, _context.CallBy(SignInMethod.Cache))
            : null;
        return new AdoPatException(
            ErrorIds.InteractionRequired,
            $"{refusal?.Message ?? _whyNotCached.Message} {why} Run Connect-AdoPat where somebody can answer, or with -UseDeviceCode.")
        {
            ServiceCode = refusal?.ServiceCode,
            ActivityId = refusal?.ActivityId,
        };
    }
}
