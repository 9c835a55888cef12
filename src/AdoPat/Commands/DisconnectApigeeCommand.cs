using System.Management.Automation;
using AdoPat.Apigee;
using AdoPat.Parameters;
using AdoPat.Sessions;

namespace AdoPat.Commands;

/// <summary>Ends a session with Apigee Edge. Ending none is no error.</summary>
[Cmdlet(VerbsCommunications.Disconnect, "Apigee", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(void))]
public sealed class DisconnectApigeeCommand : PSCmdlet
{
    /// <summary>The session to end instead of this runspace's.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [ValidateNotNull]
    [LiveSession]
    public ApigeeSession? Session { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        ApigeeSession? session = Session ?? CurrentSession<ApigeeSession>.Get();
        if (session is not null && ShouldProcess(session.ToString(), "End the session"))
        {
            CurrentSession<ApigeeSession>.End(session);
        }
    }
}
