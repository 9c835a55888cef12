using System;

namespace AdoPat.Emulator.State;

/// <summary>A registered application. Clients that are not registered are accepted as public ones.</summary>
internal sealed class Application
{
    /// <summary>The application (client) id.</summary>
    public required string ClientId { get; set; }

    /// <summary>The name shown on the sign-in page.</summary>
    public string Name { get; set; } = "";

    /// <summary>The client secret; null for a public client.</summary>
    public string? Secret { get; set; }

    /// <summary>The object id of its service principal; made from the client id when it is not given.</summary>
    public Guid ObjectId { get; set; }
}
