using System;
using System.Threading;

namespace AdoPat.Emulator.State;

/// <summary>The time of the emulated services. It runs like the machine's, and can be set apart from it.</summary>
internal sealed class EmulatorClock
{
    private long _offsetTicks;

    /// <summary>The time, UTC.</summary>
    public DateTime UtcNow => DateTime.UtcNow.AddTicks(Volatile.Read(ref _offsetTicks));

    /// <summary>Sets the time; it runs on from there.</summary>
    /// <param name="now">The new time, UTC.</param>
    public void Set(DateTime now) => Volatile.Write(ref _offsetTicks, (now - DateTime.UtcNow).Ticks);

    /// <summary>Goes back to the machine's time.</summary>
    public void Reset() => Volatile.Write(ref _offsetTicks, 0);
}
