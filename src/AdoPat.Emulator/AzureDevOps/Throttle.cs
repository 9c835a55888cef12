using System;
using System.Collections.Generic;
using AdoPat.Emulator.State;

namespace AdoPat.Emulator.AzureDevOps;

/// <summary>Counts the requests of each caller in a sliding window.</summary>
internal sealed class Throttle(EmulatorState state)
{
    // Headers appear when a caller has used so much of its budget.
    private const double Noticeable = 0.8;

    private readonly Dictionary<string, Queue<DateTime>> _requests = new(Names.Comparer);

    /// <summary>Counts a request.</summary>
    /// <param name="caller">Who sent it.</param>
    /// <param name="rules">The limits.</param>
    /// <returns>Whether it is answered at once, late, or not.</returns>
    public Load Count(string caller, Throttling rules)
    {
        if (rules.Budget is not { } budget)
        {
            return Load.None;
        }

        DateTime now = state.Clock.UtcNow;
        TimeSpan window = TimeSpan.FromSeconds(rules.WindowSeconds);
        Queue<DateTime> requests = InWindow(caller, now - window);
        bool blocked = requests.Count >= budget + rules.DelayedUnits;
        if (!blocked)
        {
            requests.Enqueue(now);
        }

        if (!blocked && requests.Count <= budget * Noticeable)
        {
            return Load.None;
        }

        int beyond = requests.Count - budget;
        bool late = blocked || beyond > 0;
        DateTime reset = BelowBudget(requests, beyond, now) + window;
        return new Load(late && !blocked ? TimeSpan.FromMilliseconds(rules.DelayMilliseconds) : TimeSpan.Zero, blocked)
        {
            Limit = budget,
            Remaining = Math.Max(0, -beyond),
            Reset = reset,
            RetryAfter = late ? reset - now : TimeSpan.Zero,
        };
    }

    /// <summary>Forgets what everybody has used.</summary>
    public void Clear() => _requests.Clear();

    // The request whose leaving the window brings the caller back into its budget.
    private static DateTime BelowBudget(Queue<DateTime> requests, int beyond, DateTime now)
    {
        int place = 0;
        foreach (DateTime time in requests)
        {
            if (++place > beyond)
            {
                return time;
            }
        }

        return now;
    }

    private Queue<DateTime> InWindow(string caller, DateTime begin)
    {
        if (!_requests.TryGetValue(caller, out Queue<DateTime>? requests))
        {
            _requests.Add(caller, requests = new Queue<DateTime>());
        }

        while (requests.TryPeek(out DateTime oldest) && oldest <= begin)
        {
            requests.Dequeue();
        }

        return requests;
    }
}
