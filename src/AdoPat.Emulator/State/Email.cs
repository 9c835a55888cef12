using System;

namespace AdoPat.Emulator.State;

/// <summary>A message that the real service would have sent.</summary>
internal sealed class Email
{
    /// <summary>When, UTC.</summary>
    public DateTime Sent { get; set; }

    /// <summary>To whom (UPN).</summary>
    public required string To { get; set; }

    /// <summary>The subject line.</summary>
    public required string Subject { get; set; }
}
