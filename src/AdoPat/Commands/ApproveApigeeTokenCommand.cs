using System.Management.Automation;
using AdoPat.Apigee;
using AdoPat.Apigee.Tokens;
using AdoPat.Models;
using AdoPat.Pipeline;

namespace AdoPat.Commands;

/// <summary>Takes the revocation of single access tokens of Apigee Edge back, as long as they have not ended.</summary>
[Cmdlet(VerbsLifecycle.Approve, "ApigeeToken", SupportsShouldProcess = true, DefaultParameterSetName = ByObject)]
[OutputType(typeof(ApigeeToken))]
public sealed class ApproveApigeeTokenCommand : ApigeeItemCmdlet
{
    private readonly ApigeeLedger _ledger = new("approval");

    /// <summary>Approve the refresh tokens too.</summary>
    [Parameter]
    public SwitchParameter Cascade { get; set; }

    /// <summary>Output the tokens that were approved.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override string Activity => "Approving tokens";

    private protected override IWorkSummary Summary => _ledger;

    private protected override void BeginWith(ApigeeSession session, ApigeeTarget target)
    {
        if (target.Token is null)
        {
            WriteError(ErrorRecords.From(
                new AdoPatException(ErrorIds.InvalidArgument, $"Tokens are approved one by one, and these are the {target}. Take them from Get-ApigeeToken. Nothing was sent for it."),
                target.Item));
        }
        else if (IsFirst(target) && ShouldProcess(target.ToString(), Cascade ? "Approve, with refresh token" : "Approve, without refresh token"))
        {
            BeginWith(new ApigeeTokenClient(session, Log), target);
        }
    }

    private void BeginWith(ApigeeTokenClient client, ApigeeTarget target) => Begin((before, cancellationToken) => ChangeAsync(
        _ledger,
        target,
        target.Item,
        async () =>
        {
            await client.ApproveAsync(target.Token!.AccessToken, Cascade, cancellationToken).ConfigureAwait(false);
            return target.Token.With(ApigeeTokenStatus.Approved);
        },
        async approved =>
        {
            if (PassThru)
            {
                await before.ConfigureAwait(false);
                Pipeline.Output(approved);
            }
        },
        cancellationToken));
}
