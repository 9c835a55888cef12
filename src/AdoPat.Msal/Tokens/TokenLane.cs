using System;
using System.Threading;
using System.Threading.Tasks;
using AdoPat.Models;
using AdoPat.Sessions;

namespace AdoPat.Msal.Tokens;

/// <summary>
/// The current access token for one tenant, and the gate before its refresh: however many wait, Entra ID is asked once.
/// MSAL alone does not see to that (20 callers with an expired token made 3 requests, forced ones 20).
/// </summary>
internal sealed class TokenLane
{
    // The margin in which MSAL too takes a token for expired; a larger one here would only get the same token back.
    private static readonly TimeSpan LargestMargin = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(15);

    private readonly Func<TokenFetch, Task<FetchedToken>> _fetch;
    private readonly TimeProvider _clock;
    private readonly object _gate = new();
    private Held? _held;
    private Refresh? _refresh;

    /// <summary>Makes a lane without a token.</summary>
    /// <param name="fetch">Gets a token from MSAL; throws <see cref="AdoPatException"/>.</param>
    /// <param name="clock">The clock that tells what is expired.</param>
    public TokenLane(Func<TokenFetch, Task<FetchedToken>> fetch, TimeProvider clock)
    {
        _fetch = fetch;
        _clock = clock;
    }

    /// <summary>Puts a token in that was fetched otherwise: the one of the sign-in.</summary>
    /// <param name="fetched">The token.</param>
    public void Put(FetchedToken fetched)
    {
        lock (_gate)
        {
            _held = Hold(fetched, claims: null);
        }
    }

    /// <summary>Gives a good token.</summary>
    /// <param name="request">Which token was refused, and the challenge, if any.</param>
    /// <param name="cancellationToken">Ends this wait only.</param>
    /// <returns>The token.</returns>
    public async Task<AccessToken> GetAsync(AccessTokenRequest request, CancellationToken cancellationToken)
    {
        while (true)
        {
            Refresh refresh;
            bool isOwn = false;
            lock (_gate)
            {
                if (_held is { } held && Answers(held, request))
                {
                    return held.Token;
                }

                isOwn = _refresh is null;
                refresh = _refresh ??= Begin(request);
            }

            AccessToken token = await refresh.Result.OrCancelledAsync(cancellationToken).ConfigureAwait(false);
            if (isOwn || (IsOther(token, request.Refused) && (request.Claims is null || request.Claims == refresh.Claims)))
            {
                return token;
            }
        }
    }

    private static bool IsOther(AccessToken token, AccessToken? refused) => refused is null || token.Value != refused.Value;

    private bool Answers(Held held, AccessTokenRequest request) =>
        IsOther(held.Token, request.Refused)
        && (request.Claims is null || request.Claims == held.Claims)
        && _clock.GetUtcNow() < held.RefreshFrom;

    private Refresh Begin(AccessTokenRequest request)
    {
        // No cancellation token: the first caller's Ctrl+C must not end the refresh that others wait for.
        bool mustBeNew = request.Refused is not null || request.Claims is not null;
        return new Refresh(request.Claims, Task.Run(() => RunAsync(new TokenFetch(request.Claims, mustBeNew))));
    }

    private async Task<AccessToken> RunAsync(TokenFetch fetch)
    {
        try
        {
            FetchedToken fetched = await _fetch(fetch).ConfigureAwait(false);
            lock (_gate)
            {
                _held = Hold(fetched, fetch.Claims);
                _refresh = null;
                return _held.Token;
            }
        }
        catch (Exception e)
        {
            lock (_gate)
            {
                _refresh = null;
                if (e is AdoPatException { ErrorId: ErrorIds.SignInFailed } && !fetch.Force && Spare() is { } spare)
                {
                    return spare;
                }
            }

            throw;
        }
    }

    /// <summary>Entra ID could not be reached in the margin before the end: what is held still works for a while.</summary>
    private AccessToken? Spare()
    {
        DateTimeOffset now = _clock.GetUtcNow();
        if (_held is null || _held.Token.ExpiresOn <= now)
        {
            return null;
        }

        DateTimeOffset next = now + PauseAfterFailure;
        _held = _held with { RefreshFrom = next < _held.Token.ExpiresOn ? next : _held.Token.ExpiresOn };
        return _held.Token;
    }

    private Held Hold(FetchedToken fetched, string? claims)
    {
        TimeSpan margin = LargestMargin;
        if (fetched.IsNew)
        {
            // A tenth of its life, or a token of seconds would be refreshed for every request.
            var tenth = new TimeSpan((fetched.Token.ExpiresOn - _clock.GetUtcNow()).Ticks / 10);
            margin = tenth < margin ? tenth : margin;
        }

        return new Held(fetched.Token, claims, fetched.Token.ExpiresOn - margin);
    }

    private sealed record Held(AccessToken Token, string? Claims, DateTimeOffset RefreshFrom);

    private sealed record Refresh(string? Claims, Task<AccessToken> Result);
}
