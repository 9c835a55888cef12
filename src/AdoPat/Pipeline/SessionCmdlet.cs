using System;
using System.ComponentModel;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using AdoPat.Models;
using AdoPat.Parameters;
using AdoPat.Sessions;

namespace AdoPat.Pipeline;

/// <summary>A cmdlet that needs somebody to be signed in.</summary>
/// <typeparam name="TSession">The session of the service, whose cmdlets have the same noun.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class SessionCmdlet<TSession> : AsyncCmdlet
    where TSession : class, ISession
{
    private static string Noun => typeof(TSession).Name.Replace("Session", "");

    /// <summary>The session to use instead of the one that was made in this runspace.</summary>
    [Parameter]
    [ValidateNotNull]
    [LiveSession]
    public TSession? Session { get; set; }

    /// <summary>The session: the given one, else this runspace's. Ends the pipeline when there is none.</summary>
    private protected TSession RequireSession()
    {
        TSession? session = Session ?? CurrentSession<TSession>.Get();
        if (session is { IsEnded: false })
        {
            return session;
        }

        string reason = session is null
            ? $"Nobody is signed in in this runspace. Run Connect-{Noun} first. A session belongs to its runspace: in "
                + "ForEach-Object -Parallel or a thread job, pass one with -Session $using:session."
            : $"The session was ended by Disconnect-{Noun}. Run Connect-{Noun} again.";
        ThrowTerminatingError(ErrorRecords.From(new AdoPatException(ErrorIds.NotConnected, reason), null));
        return session!;
    }

    /// <summary>Runs the work. An error that no further item can survive ends the pipeline.</summary>
    private protected void RunOrEnd(Func<IPipelineWriter, CancellationToken, Task> work)
    {
        try
        {
            Run(work);
        }
        catch (AdoPatException exception)
        {
            End(exception);
        }
    }

    /// <summary>Ends the pipeline by an error that no further item can survive.</summary>
    /// <param name="exception">The error.</param>
    /// <param name="writeRest">Writes what was done until then; null when that was written.</param>
    private protected void End(AdoPatException exception, Action? writeRest = null)
    {
        CancelWork(Task.CompletedTask);
        writeRest?.Invoke(); // May end the pipeline itself: then that is what is reported.
        Complete();
        ThrowTerminatingError(Ending(exception));
    }

    /// <summary>The record of an error that ends the pipeline; says what had been done before.</summary>
    private protected virtual ErrorRecord Ending(AdoPatException exception) => ErrorRecords.From(exception, null);

    /// <summary>Works on one item. Its failure is reported with it, and the next one is worked on.</summary>
    /// <param name="pipeline">Takes the error.</param>
    /// <param name="target">The target of the error.</param>
    /// <param name="work">The work.</param>
    /// <param name="onError">Called on the pipeline's thread as the error is written; not at all if it never is.</param>
    /// <returns>Whether it was done.</returns>
    private protected static async Task<bool> ForItemAsync(IPipelineWriter pipeline, object target, Func<Task> work, Action? onError = null)
    {
        try
        {
            await work().ConfigureAwait(false);
            return true;
        }
        catch (AdoPatException exception) when (!exception.EndsSession)
        {
            pipeline.Error(ErrorRecords.From(exception, target), onError);
            return false;
        }
    }
}
