using System;

namespace AdoPat.Emulator.State;

/// <summary>A seed that cannot be used, and why.</summary>
internal sealed class SeedException : Exception
{
    public SeedException()
    {
    }

    public SeedException(string message)
        : base(message)
    {
    }

    public SeedException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
