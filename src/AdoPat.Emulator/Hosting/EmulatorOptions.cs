using System;

namespace AdoPat.Emulator.Hosting;

/// <summary>What the command line can say.</summary>
internal sealed record EmulatorOptions
{
    /// <summary>The TCP port on the loopback addresses; 0 takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>A JSON file with the first state; null for the built-in one.</summary>
    public string? SeedFile { get; init; }

    /// <summary>A file that is written when the emulator listens.</summary>
    public string? ReadyFile { get; init; }

    /// <summary>The user for whom every sign-in is approved without a page.</summary>
    public string? SignIn { get; init; }

    /// <summary>How much later than possible every request of an emulated service is answered.</summary>
    public TimeSpan Latency { get; init; }

    /// <summary>The life of an Entra access token.</summary>
    public TimeSpan? TokenLifetime { get; init; }

    /// <summary>The requests that a user may send in five minutes before answers come late; null for no limit.</summary>
    public int? Budget { get; init; }

    /// <summary>Ask for the help text only.</summary>
    public bool Help { get; init; }

    /// <summary>Write a line per request to standard error.</summary>
    public bool LogRequests { get; init; }
}
