using System;
using System.Collections.Concurrent;
using System.Threading;
using System.Threading.Tasks;

namespace AdoPat.Sessions;

/// <summary>
/// What a session changes, for a list that is read meanwhile: revoking or renaming can shift its pages, and a new token
/// is no part of it.
/// </summary>
internal sealed class TokenChanges
{
    private readonly ConcurrentDictionary<Guid, long> _made = new();
    private long _begun;
    private long _ended;
    private long _madeCount;

    /// <summary>How many changes have been sent.</summary>
    public long Begun => Interlocked.Read(ref _begun);

    /// <summary>How many of them have been answered, or given up.</summary>
    public long Ended => Interlocked.Read(ref _ended);

    /// <summary>How many tokens have been made.</summary>
    public long MadeCount => Interlocked.Read(ref _madeCount);

    /// <summary>Sends a change.</summary>
    public async Task<T> RunAsync<T>(Func<Task<T>> change)
    {
        Interlocked.Increment(ref _begun);
        try
        {
            return await change().ConfigureAwait(false);
        }
        finally
        {
            Interlocked.Increment(ref _ended);
        }
    }

    /// <summary>Remembers a new token.</summary>
    public void NoteMade(Guid authorizationId) => _made[authorizationId] = Interlocked.Increment(ref _madeCount);

    /// <summary>Whether a token was made after <see cref="MadeCount"/> was read.</summary>
    public bool IsMadeSince(long madeCount, Guid authorizationId) =>
        _made.TryGetValue(authorizationId, out long number) && number > madeCount;
}
