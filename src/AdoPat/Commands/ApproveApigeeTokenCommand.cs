using System.Collections.Generic;
using System.Management.Automation;
using System.Security;
using AdoPat.Apigee;
using AdoPat.Apigee.Tokens;
using AdoPat.Models;
using AdoPat.Parameters;
using AdoPat.Pipeline;

namespace AdoPat.Commands;

/// <summary>Takes the revocation of single access tokens of Apigee Edge back, as long as they have not ended.</summary>
[Cmdlet(VerbsLifecycle.Approve, "ApigeeToken", SupportsShouldProcess = true, DefaultParameterSetName = ByObject)]
[OutputType(typeof(ApigeeToken))]
public sealed class ApproveApigeeTokenCommand : BulkCmdlet<ApigeeSession>
{
    private const string ByObject = "Object";
    private const string ByValue = "Value";

    private readonly HashSet<string> _seen = [];
    private readonly ApigeeLedger _ledger = new("approval");

    /// <summary>Tokens, as Get-ApigeeToken gives them.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByObject, ValueFromPipeline = true)]
    public ApigeeToken[] InputObject { get; set; } = [];

    /// <summary>The value of a token, as a secure string or as text.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByValue)]
    [ValidateNotNull]
    [Secret]
    public SecureString? AccessToken { get; set; }

    /// <summary>Approve the refresh tokens too.</summary>
    [Parameter]
    public SwitchParameter Cascade { get; set; }

    /// <summary>Output the tokens that were approved.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override string Activity => "Approving tokens";

    private protected override IWorkSummary Summary => _ledger;

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        ApigeeSession session = RequireSession();
        ApigeeTokenClient client = new(session, Log);
        foreach (ApigeeToken token in ParameterSetName == ByValue ? [new ApigeeToken { Organization = session.Organization, AccessToken = AccessToken! }] : InputObject)
        {
            if (!_seen.Add(token.Fingerprint))
            {
                WriteVerbose($"{token} came before. It is not worked on twice.");
            }
            else if (ShouldProcess(token.ToString(), Cascade ? "Approve, with refresh token" : "Approve, without refresh token"))
            {
                BeginWith(client, new ApigeeTarget(token));
            }
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
