using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;
using AdoPat.Models;

namespace AdoPat.Sessions;

/// <summary>The session of each runspace. A second console, or a parallel loop, never changes another one's user.</summary>
/// <typeparam name="TSession">Of which service.</typeparam>
internal static class CurrentSession<TSession>
    where TSession : class, ISession
{
    private static readonly ConditionalWeakTable<Runspace, TSession> Sessions = new();

    /// <summary>The session of the runspace that runs now; null when nobody is signed in.</summary>
    public static TSession? Get() =>
        Runspace.DefaultRunspace is { } runspace && Sessions.TryGetValue(runspace, out TSession? session) ? session : null;

    /// <summary>Makes it the session of the runspace that runs now; null for none.</summary>
    public static void Set(TSession? session)
    {
        Runspace runspace = Runspace.DefaultRunspace;
        Sessions.Remove(runspace);
        if (session is not null)
        {
            Sessions.Add(runspace, session);
        }
    }

    /// <summary>A sign-in that failed changes nothing: its error says so where a session goes on, lest the next command surprise.</summary>
    public static AdoPatException Explain(AdoPatException failure) => Get() is { IsEnded: false } session
        ? failure.WithMessage($"{failure.Message} This runspace still has its session of before: {session}.")
        : failure;

    /// <summary>Ends a session; when it is that of the runspace that runs now, that has none any more.</summary>
    public static void End(TSession session)
    {
        session.Dispose();
        if (ReferenceEquals(session, Get()))
        {
            Set(null);
        }
    }
}
