using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;

namespace AdoPat.Sessions;

/// <summary>The session of each runspace. A second console, or a parallel loop, never changes another one's user.</summary>
internal static class CurrentSession
{
    private static readonly ConditionalWeakTable<Runspace, AdoPatSession> Sessions = new();

    /// <summary>The session of the runspace that runs now; null when nobody is signed in.</summary>
    public static AdoPatSession? Get() =>
        Runspace.DefaultRunspace is { } runspace && Sessions.TryGetValue(runspace, out AdoPatSession? session) ? session : null;

    /// <summary>Makes it the session of the runspace that runs now; null for none.</summary>
    public static void Set(AdoPatSession? session)
    {
        Runspace runspace = Runspace.DefaultRunspace;
        Sessions.Remove(runspace);
        if (session is not null)
        {
            Sessions.Add(runspace, session);
        }
    }
}
