using System;
using System.Collections.Generic;
using System.Linq;
using AdoPat.Models;
using AdoPat.Pipeline;
using AdoPat.Sessions;

namespace AdoPat.Destinations;

/// <summary>Opens the destinations that need PowerShell; the others are Core's.</summary>
internal sealed class ModuleDestinations(AdoPatSession session, IPipelineWriter pipeline, IEnumerable<AdoPatDestination> given, TimeSpan revokeAfter) : IDestinationSource
{
    private readonly DestinationSource _others = new(session, new RequestLog(pipeline));

    public IDestination Open(AdoPatDestination description) => description.Kind switch
    {
        ScriptBlockDestination.KindName => new ScriptDestination(FindScript(description), session.Account, pipeline),
        SecretVaultDestination.KindName => SecretVaultDestination.Open(description, revokeAfter, pipeline),
        _ => _others.Open(FindGiven(description)),
    };

    // One that is given can be more than the journal keeps of it.
    private AdoPatDestination FindGiven(AdoPatDestination description) =>
        given.FirstOrDefault(one => one.ToString() == description.ToString()) ?? description;

    private ScriptBlockDestination FindScript(AdoPatDestination description)
    {
        string name = description.Settings[ScriptBlockDestination.NameSetting];
        return description as ScriptBlockDestination ?? FindGiven(description) as ScriptBlockDestination ?? throw new AdoPatException(
            ErrorIds.DestinationFailed,
            $"The script block '{name}' is not kept in the journal. Give it again: Resume-AdoPatRotation -Destination (New-AdoPatDestination -ScriptBlock {{ ... }} -Name '{name}').");
    }
}
