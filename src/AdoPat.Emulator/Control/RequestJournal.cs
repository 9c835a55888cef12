using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;

namespace AdoPat.Emulator.Control;

/// <summary>The requests so far, oldest first.</summary>
internal sealed class RequestJournal
{
    /// <summary>How many requests are kept; the oldest go first.</summary>
    public const int Capacity = 20_000;

    /// <summary>Of how many of the last requests the bodies are kept.</summary>
    public const int BodyCapacity = 2_000;

    private readonly Lock _gate = new();
    private readonly Queue<RequestRecord> _records = new();
    private readonly Queue<RequestRecord> _withBodies = new();
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _last;

    /// <summary>Adds a request when it begins.</summary>
    /// <param name="record">The request; what is known later is filled in later.</param>
    public void Begin(RequestRecord record)
    {
        lock (_gate)
        {
            record.Number = ++_last;
            record.UnderWay = true;
            _records.Enqueue(record);
            if (_records.Count > Capacity)
            {
                _records.Dequeue();
            }

            Tell();
        }
    }

    /// <summary>Says what has become of a request.</summary>
    /// <param name="record">The request.</param>
    /// <param name="change">Writes it down.</param>
    public void Update(RequestRecord record, Action<RequestRecord> change)
    {
        lock (_gate)
        {
            change(record);
            Tell();
        }
    }

    /// <summary>Finds requests, and waits until there is one.</summary>
    /// <param name="fits">Which.</param>
    /// <param name="wait">How long to wait at most.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>All that fit, oldest first; none when the time is over.</returns>
    public async Task<IReadOnlyList<RequestRecord>> WaitAsync(Func<RequestRecord, bool> fits, TimeSpan wait, CancellationToken cancellation)
    {
        Task timeout = Task.Delay(wait, cancellation);
        while (true)
        {
            Task changed;
            lock (_gate)
            {
                RequestRecord[] found = [.. _records.Where(fits)];
                if (found.Length > 0 || timeout.IsCompleted)
                {
                    return found;
                }

                changed = _changed.Task;
            }

            await Task.WhenAny(changed, timeout);
        }
    }

    /// <summary>Keeps the bodies of a request, and forgets those of an old one for it.</summary>
    /// <param name="record">A request that was begun.</param>
    /// <param name="request">What was sent.</param>
    /// <param name="response">What was answered.</param>
    public void Keep(RequestRecord record, JsonElement? request, JsonElement? response)
    {
        lock (_gate)
        {
            (record.RequestBody, record.ResponseBody) = (request, response);
            _withBodies.Enqueue(record);
            if (_withBodies.Count > BodyCapacity)
            {
                RequestRecord old = _withBodies.Dequeue();
                (old.RequestBody, old.ResponseBody) = (null, null);
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
            _withBodies.Clear();
            _last = 0;
        }
    }

    private void Tell()
    {
        _changed.TrySetResult();
        _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
