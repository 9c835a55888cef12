using System;
using System.Text.Json.Nodes;

namespace AdoPat.Emulator.State;

/// <summary>An entry of an organization's audit log.</summary>
internal sealed class AuditEvent
{
    /// <summary>The id; made up when it is not given.</summary>
    public string Id { get; set; } = "";

    /// <summary>The name of the organization.</summary>
    public required string Organization { get; set; }

    /// <summary>When it happened, UTC; now when it is not given.</summary>
    public DateTime Timestamp { get; set; }

    /// <summary>What was done, such as <c>Token.PatCreateEvent</c>.</summary>
    public required string ActionId { get; set; }

    /// <summary>The UPN of who did it; null when it was the service itself.</summary>
    public string? Actor { get; set; }

    /// <summary>What it was done to, in the names of the service: for tokens <c>DisplayName</c> and <c>OwnerName</c>.</summary>
    public JsonObject Data { get; set; } = [];

    /// <summary>The same in words; made of the data when it is not given.</summary>
    public string Details { get; set; } = "";

    /// <summary>How the actor had signed in.</summary>
    public string AuthenticationMechanism { get; set; } = "";

    /// <summary>From where.</summary>
    public string IpAddress { get; set; } = "";

    /// <summary>With which program.</summary>
    public string UserAgent { get; set; } = "";
}
