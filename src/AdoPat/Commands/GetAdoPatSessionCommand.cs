using System.Management.Automation;
using AdoPat.Sessions;

namespace AdoPat.Commands;

/// <summary>Gets the session of this runspace: who is signed in, where, until when. Nothing when nobody is.</summary>
[Cmdlet(VerbsCommon.Get, "AdoPatSession")]
[OutputType(typeof(AdoPatSession))]
public sealed class GetAdoPatSessionCommand : PSCmdlet
{
    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (CurrentSession<AdoPatSession>.Get() is { } session)
        {
            WriteObject(session);
        }
    }
}
