using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using AdoPat.AzureDevOps;
using AdoPat.Models;
using AdoPat.Pipeline;

namespace AdoPat.Commands;

/// <summary>Revokes personal access tokens. It cannot be undone.</summary>
[Cmdlet(VerbsSecurity.Revoke, "AdoPat", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High, DefaultParameterSetName = ByObject)]
[OutputType(typeof(PersonalAccessToken))]
public sealed class RevokeAdoPatCommand : TokenCmdlet
{
    /// <summary>Do not ask.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Output the tokens that were revoked.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override string Activity => "Revoking tokens";

    private protected override WorkLedger Ledger { get; } = new("revoked");

    private protected override bool Approve(PatTarget target) =>
        (Force && !AsksAnyway) || ShouldProcess(target.ToString(), "Revoke");

    // -WhatIf:$false and -Confirm:$false ask for nothing: wrappers pass them on.
    private bool AsksAnyway => Given("Confirm") == true || (Given("WhatIf") ?? LanguagePrimitives.IsTrue(GetVariableValue("WhatIfPreference")));

    private bool? Given(string name) =>
        MyInvocation.BoundParameters.TryGetValue(name, out object? value) ? LanguagePrimitives.IsTrue(value) : null;

    private protected override async Task<PersonalAccessToken?> ChangeAsync(PatClient client, PatTarget target, CancellationToken cancellationToken)
    {
        await client.RevokeAsync(target.Organization, target.AuthorizationId, cancellationToken).ConfigureAwait(false);
        if (Pipeline.IsVerbose)
        {
            Pipeline.Verbose($"Revoked {target}. The service may accept it for up to an hour longer.");
        }

        return !PassThru ? null : target.Token?.With(PatState.Revoked) ?? new PersonalAccessToken
        {
            Name = "",
            Organization = target.Organization,
            AuthorizationId = target.AuthorizationId,
            State = PatState.Revoked,
        };
    }
}
