using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using AdoPat.Destinations;
using AdoPat.Models;
using AdoPat.Pipeline;
using AdoPat.Rotation;
using AdoPat.Sessions;

namespace AdoPat.Commands;

/// <summary>Gives up open rotations that cannot come to their end, and revokes the new tokens of them.</summary>
[Cmdlet(VerbsCommon.Remove, "AdoPatRotation", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High, DefaultParameterSetName = ByObject)]
[OutputType(typeof(void))]
public sealed class RemoveAdoPatRotationCommand : SessionCmdlet<AdoPatSession>
{
    private const string ByObject = "Object";
    private const string ById = "Id";

    /// <summary>Rotations, as Get-AdoPatRotation gives them.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = ByObject, ValueFromPipeline = true)]
    public AdoPatRotation[] InputObject { get; set; } = [];

    /// <summary>Ids of rotations.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ById)]
    public Guid[] RotationId { get; set; } = [];

    /// <summary>Keep the new token, which a destination must hold, and revoke nothing.</summary>
    [Parameter]
    public SwitchParameter KeepNew { get; set; }

    /// <summary>Revoke the new token although the old one is gone. It still asks.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        AdoPatSession session = RequireSession();
        List<AdoPatRotation> approved = [.. Rotations().Where(rotation => !rotation.IsClosed && ShouldProcess(rotation.ToString(), Action(rotation)))];
        AbandonOptions options = new() { KeepNew = KeepNew, RevokeLast = Force };
        RunOrEnd(async (pipeline, cancellationToken) =>
        {
            Rotator rotator = new(session, new RotationJournal(), new ModuleDestinations(session, pipeline, [], TimeSpan.Zero), new RotationLog(pipeline), new RequestLog(pipeline));
            foreach (AdoPatRotation rotation in approved)
            {
                await ForItemAsync(
                    pipeline, rotation, async () => pipeline.Verbose($"{await rotator.AbandonAsync(rotation, options, cancellationToken).ConfigureAwait(false)}")).ConfigureAwait(false);
            }
        });
    }

    private IEnumerable<AdoPatRotation> Rotations() => ParameterSetName == ByObject ? InputObject : RotationId.SelectMany(Find);

    private IEnumerable<AdoPatRotation> Find(Guid id)
    {
        if (new RotationJournal().Read().Rotations.FirstOrDefault(rotation => rotation.RotationId == id) is { } found)
        {
            return [found];
        }

        WriteError(ErrorRecords.From(
            new AdoPatException(ErrorIds.InvalidArgument, $"The journal has no rotation {id}. Get-AdoPatRotation lists what it has."), id));
        return [];
    }

    private string Action(AdoPatRotation rotation) => KeepNew ? "Close the rotation, keep the new token, and revoke nothing"
        : $"Give the rotation up, and revoke the new token{(rotation.NewAuthorizationId is { } id ? $" {id}" : ", if there is one")}"
            + (rotation.Destinations.Any(destination => destination.IsWritten) ? ", which destinations hold" : "");
}
