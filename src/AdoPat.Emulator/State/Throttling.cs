namespace AdoPat.Emulator.State;

/// <summary>
/// A budget like that of the real service, where one unit (TSTU) is what a typical user needs in the window. Here a
/// request costs one unit.
/// </summary>
internal sealed class Throttling
{
    /// <summary>Units in a window before answers are delayed; null for no limit.</summary>
    public int? Budget { get; set; }

    /// <summary>Further units that are answered late; beyond these it is 429.</summary>
    public int DelayedUnits { get; set; } = 20;

    /// <summary>How late, in milliseconds.</summary>
    public int DelayMilliseconds { get; set; } = 250;

    /// <summary>The sliding window, in seconds.</summary>
    public int WindowSeconds { get; set; } = 300;
}
