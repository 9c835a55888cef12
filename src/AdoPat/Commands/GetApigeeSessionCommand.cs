using System.Management.Automation;
using AdoPat.Apigee;
using AdoPat.Sessions;

namespace AdoPat.Commands;

/// <summary>Gets the session of this runspace with Apigee Edge: who is signed in, where, until when. Nothing when nobody is.</summary>
[Cmdlet(VerbsCommon.Get, "ApigeeSession")]
[OutputType(typeof(ApigeeSession))]
public sealed class GetApigeeSessionCommand : PSCmdlet
{
    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (CurrentSession<ApigeeSession>.Get() is { } session)
        {
            WriteObject(session);
        }
    }
}
