using System;

namespace AdoPat.Sessions;

/// <summary>A sign-in to one of the services, until it is ended.</summary>
public interface ISession : IDisposable
{
    /// <summary>True when the session was ended, and can no longer be used.</summary>
    bool IsEnded { get; }
}
