using System.Collections.Generic;
using System.Threading;

namespace AdoPat.Emulator.Control;

/// <summary>The requests so far, oldest first.</summary>
internal sealed class RequestJournal
{
    /// <summary>How many requests are kept; the oldest go first.</summary>
    public const int Capacity = 20_000;

    private readonly Lock _gate = new();
    private readonly Queue<RequestRecord> _records = new();
    private int _last;

    /// <summary>Adds a request when it begins.</summary>
    /// <param name="record">The request; what is known later is filled in later.</param>
    public void Begin(RequestRecord record)
    {
        lock (_gate)
        {
            record.Number = ++_last;
            _records.Enqueue(record);
            if (_records.Count > Capacity)
            {
                _records.Dequeue();
            }
        }
    }

    /// <summary>The requests so far.</summary>
    /// <returns>Oldest first.</returns>
    public IReadOnlyList<RequestRecord> ToList()
    {
        lock (_gate)
        {
            return [.. _records];
        }
    }

    /// <summary>Forgets all requests; numbers begin at 1 again.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            _records.Clear();
            _last = 0;
        }
    }
}
