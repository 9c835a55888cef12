using System.Management.Automation;
using AdoPat.Models;
using AdoPat.Parameters;
using AdoPat.Pipeline;
using AdoPat.Sessions;

namespace AdoPat.Commands;

/// <summary>Ends a session. Ending none is no error.</summary>
[Cmdlet(VerbsCommunications.Disconnect, "AdoPat", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(void))]
public sealed class DisconnectAdoPatCommand : AsyncCmdlet
{
    /// <summary>The session to end instead of this runspace's.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [ValidateNotNull]
    [LiveSession]
    public AdoPatSession? Session { get; set; }

    /// <summary>Forget the account too, so that the next sign-in asks.</summary>
    [Parameter]
    public SwitchParameter ClearTokenCache { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        AdoPatSession? session = Session ?? CurrentSession<AdoPatSession>.Get();
        if (session is null || !ShouldProcess(session.ToString(), ClearTokenCache ? "End the session and forget the account" : "End the session"))
        {
            return;
        }

        try
        {
            if (ClearTokenCache)
            {
                Run((_, cancellationToken) => session.ForgetAccountAsync(cancellationToken));
            }
        }
        catch (AdoPatException exception)
        {
            WriteError(ErrorRecords.From(exception, session));
        }
        finally
        {
            CurrentSession<AdoPatSession>.End(session);
        }
    }
}
