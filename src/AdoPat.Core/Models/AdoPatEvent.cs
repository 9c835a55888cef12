using System;
using System.Collections.Generic;

namespace AdoPat.Models;

/// <summary>An entry of an organization's audit log about a token. The use of a token is not in that log.</summary>
/// <remarks>Source: <c>DecoratedAuditLogEntry</c> of the Audit API, 7.2-preview.1.</remarks>
public sealed class AdoPatEvent
{
    /// <summary>When it happened.</summary>
    public DateTimeOffset Time { get; init; }

    /// <summary>The organization in whose log it is.</summary>
    public required string Organization { get; init; }

    /// <summary>What happened.</summary>
    public AdoPatEventKind Kind { get; init; }

    /// <summary>The service's name for it, such as <c>Token.PatCreateEvent</c>.</summary>
    public required string Action { get; init; }

    /// <summary>The name of the token or key; empty where the entry does not say.</summary>
    public string TokenName { get; init; } = "";

    /// <summary>Whose token it is, where the entry says; else empty. Mostly it is the one who did it.</summary>
    public string Owner { get; init; } = "";

    /// <summary>The user name (UPN) of who did it, else the display name; the service itself for what it does.</summary>
    public string Actor { get; init; } = "";

    /// <summary>The address it was done from; empty where the entry does not say.</summary>
    public string IpAddress { get; init; } = "";

    /// <summary>The program it was done with, as that calls itself; empty where the entry does not say.</summary>
    public string UserAgent { get; init; } = "";

    /// <summary>How the actor was signed in; empty where the entry does not say.</summary>
    public string AuthenticationMechanism { get; init; } = "";

    /// <summary>What happened, in the service's words.</summary>
    public string Details { get; init; } = "";

    /// <summary>Everything else that the service noted, by its names; what is no text is JSON.</summary>
    public IReadOnlyDictionary<string, string> Data { get; init; } = new Dictionary<string, string>();

    /// <summary>The id of the entry.</summary>
    public string Id { get; init; } = "";

    /// <summary>The id that ties together what was done by one request; the service's support asks for it.</summary>
    public string CorrelationId { get; init; } = "";

    /// <summary>Time, kind, token and actor, for messages.</summary>
    /// <returns>A text without any secret.</returns>
    public override string ToString() => $"{Time:u} {Kind} '{TokenName}' by {Actor} in {Organization}";
}
