using System.Collections.Generic;
using System.Management.Automation;
using AdoPat.Models;
using AdoPat.Parameters;
using AdoPat.Pipeline;
using AdoPat.Rotation;
using AdoPat.Sessions;

namespace AdoPat.Commands;

/// <summary>Finishes rotations that were cut off, retries destinations that failed, and revokes what is due.</summary>
[Cmdlet(VerbsLifecycle.Resume, "AdoPatRotation", SupportsShouldProcess = true)]
[OutputType(typeof(AdoPatRotationResult))]
public sealed class ResumeAdoPatRotationCommand : RotationCmdlet
{
    private readonly List<AdoPatRotation> _rotations = [];

    /// <summary>Rotations, as Get-AdoPatRotation gives them; all that are open and due when not given.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [ValidateNotNullOrEmpty]
    public AdoPatRotation[]? InputObject { get; set; }

    /// <summary>The script blocks of the rotation, which the journal does not keep.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [DestinationList]
    public AdoPatDestination[] Destination { get; set; } = [];

    private protected override IReadOnlyList<AdoPatDestination> GivenDestinations => Destination;

    /// <inheritdoc/>
    protected override void ProcessRecord() => _rotations.AddRange(InputObject ?? []);

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        AdoPatSession session = RequireSession();
        List<AdoPatRotation> approved = MyInvocation.ExpectingInput || InputObject is not null ? [.. _rotations] : FindOpen(session);
        approved.RemoveAll(rotation => rotation.IsClosed || !ApproveFinishing(rotation));
        RunOrEnd((pipeline, cancellationToken) =>
        {
            Rotator rotator = CreateRotator(session, pipeline);
            return ResumeAllAsync(
                pipeline, approved, (rotation, turn, stop) => WriteAsync(pipeline, turn, deliver => rotator.ResumeAsync(rotation, deliver, stop)), cancellationToken);
        });
        base.EndProcessing();
    }
}
