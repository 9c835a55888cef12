using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Threading;

namespace AdoPat.Sessions;

/// <summary>Names that a session has met, to complete from. It may be used from many threads.</summary>
internal sealed class KnownNames
{
    // Enough to complete from; a list of ten thousand need not live on in the session.
    private const int Limit = 2000;

    private readonly ConcurrentDictionary<string, byte> _names = new(StringComparer.OrdinalIgnoreCase);
    private int _count;

    public IReadOnlyCollection<string> All => [.. _names.Keys];

    public void Add(string name)
    {
        // Counted here, as the dictionary's own Count takes all of its locks.
        if (_count < Limit && _names.TryAdd(name, 0))
        {
            Interlocked.Increment(ref _count);
        }
    }
}
