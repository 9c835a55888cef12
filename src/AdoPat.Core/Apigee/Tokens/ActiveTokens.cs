using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using AdoPat.Http;
using AdoPat.Models;

namespace AdoPat.Apigee.Tokens;

/// <summary>
/// The tokens of an end user or an app that can be used, and the wait until there are none: a revocation of many goes on after its
/// answer, and the server has no other way to tell how far it is.
/// </summary>
[SuppressMessage("Reliability", "CA1001", Justification = "The semaphore holds nothing, and what was cut off lets go of it later.")]
internal sealed class ActiveTokens
{
    // As long as one of these is active there is no need to ask for the others.
    private const int Sample = 32;

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(4);

    private readonly ApigeeTokenClient _client;
    private readonly IRequestObserver? _observer;
    private readonly TimeProvider _clock;
    private readonly TokenFilter _filter;
    private readonly int _pageSize;
    private readonly SemaphoreSlim _requests;

    // What has been seen not to be active. Only an approval makes it active again.
    private readonly HashSet<string> _over = [];

    private List<ApigeeToken> _active = [];

    public ActiveTokens(ApigeeSession session, TokenFilter filter, IRequestObserver? observer, int pageSize, int throttleLimit)
    {
        _client = new ApigeeTokenClient(session, observer);
        _observer = observer;
        _clock = session.Clock;
        _filter = filter;
        _pageSize = pageSize;
        _requests = new SemaphoreSlim(throttleLimit);
    }

    /// <summary>Searches, and asks for each token that was not seen to be over.</summary>
    /// <returns>How many are active.</returns>
    public async Task<int> CountAsync(CancellationToken cancellationToken)
    {
        List<ApigeeToken> active = [];
        await foreach (IReadOnlyList<ApigeeToken> page in _client.SearchPagesAsync(_filter, _pageSize, cancellationToken).ConfigureAwait(false))
        {
            active.AddRange(await ActiveOfAsync([.. page.Where(token => !_over.Contains(token.Fingerprint))], cancellationToken).ConfigureAwait(false));
        }

        _active = active;
        return active.Count;
    }

    /// <summary>Waits until the search shows no active token.</summary>
    /// <returns>How many were still active when the time was over; 0 when none is.</returns>
    public async Task<int> WaitForNoneAsync(TimeSpan timeout, CancellationToken cancellationToken)
    {
        long start = _clock.GetTimestamp();
        for (TimeSpan pause = FirstPause; ; pause = Min(pause + pause, LongestPause))
        {
            if (await IsOverAsync(cancellationToken).ConfigureAwait(false))
            {
                return 0;
            }

            TimeSpan left = timeout - _clock.GetElapsedTime(start);
            if (left <= TimeSpan.Zero)
            {
                return await RecountAsync(cancellationToken).ConfigureAwait(false);
            }

            _observer?.Waiting($"Tokens of {_filter} are still active.", Min(pause, left));
            await _clock.Wait(Min(pause, left), cancellationToken).ConfigureAwait(false);
        }
    }

    // The tokens that are known first, some at a time; in the end another search, as more may have been issued meanwhile.
    private async Task<bool> IsOverAsync(CancellationToken cancellationToken)
    {
        while (_active.Count > 0)
        {
            int count = Math.Min(Sample, _active.Count);
            List<ApigeeToken> active = await ActiveOfAsync(_active.GetRange(0, count), cancellationToken).ConfigureAwait(false);
            _active.RemoveRange(0, count);
            _active.InsertRange(0, active);
            if (active.Count > 0)
            {
                return false;
            }
        }

        return await RecountAsync(cancellationToken).ConfigureAwait(false) == 0;
    }

    private async Task<int> RecountAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await CountAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (AdoPatException none) when (none.ErrorId == ErrorIds.ApigeeTokenNotFound)
        {
            // A server that does not list what is revoked may not know the end user any more.
            return 0;
        }
    }

    private async Task<List<ApigeeToken>> ActiveOfAsync(IReadOnlyList<ApigeeToken> tokens, CancellationToken cancellationToken)
    {
        bool[] isActive = await Task.WhenAll(tokens.Select(token => IsActiveAsync(token, cancellationToken))).ConfigureAwait(false);
        _over.UnionWith(tokens.Where((_, i) => !isActive[i]).Select(token => token.Fingerprint));
        return [.. tokens.Where((_, i) => isActive[i])];
    }

    // What the server does not say is taken for active: better to revoke it once more.
    private async Task<bool> IsActiveAsync(ApigeeToken token, CancellationToken cancellationToken)
    {
        await _requests.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            ApigeeToken now = await _client.GetAsync(token.AccessToken, cancellationToken).ConfigureAwait(false);
            return now.Status is ApigeeTokenStatus.Approved or ApigeeTokenStatus.Unknown;
        }
        catch (AdoPatException gone) when (gone.ErrorId == ErrorIds.ApigeeTokenNotFound)
        {
            return false;
        }
        finally
        {
            _requests.Release();
        }
    }

    private static TimeSpan Min(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
