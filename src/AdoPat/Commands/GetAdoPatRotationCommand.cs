using System.Linq;
using System.Management.Automation;
using AdoPat.Models;
using AdoPat.Rotation;

namespace AdoPat.Commands;

/// <summary>Shows the journal of rotations: what is under way, due or cut off. Nothing is sent, and nobody need be signed in.</summary>
[Cmdlet(VerbsCommon.Get, "AdoPatRotation")]
[OutputType(typeof(AdoPatRotation))]
public sealed class GetAdoPatRotationCommand : PSCmdlet
{
    /// <summary>Names of tokens; wildcards are allowed.</summary>
    [Parameter(Position = 0)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] Name { get; set; } = ["*"];

    /// <summary>Those that have come to their end, too; they are kept for 30 days.</summary>
    [Parameter]
    public SwitchParameter IncludeClosed { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        WildcardPattern[] patterns = [.. Name.Select(name => WildcardPattern.Get(name, WildcardOptions.IgnoreCase))];
        RotationJournalContent reading = new RotationJournal().Read();
        foreach (string warning in reading.Warnings)
        {
            WriteWarning(warning);
        }

        WriteObject(
            reading.Rotations.Where(rotation => (IncludeClosed || !rotation.IsClosed) && patterns.Any(pattern => pattern.IsMatch(rotation.Name))).OrderBy(rotation => rotation.Started),
            enumerateCollection: true);
    }
}
