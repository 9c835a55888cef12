using System;
using System.Collections.Generic;
using System.Globalization;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using AdoPat.Apigee;
using AdoPat.Apigee.Tokens;
using AdoPat.Models;
using AdoPat.Parameters;
using AdoPat.Pipeline;

namespace AdoPat.Commands;

/// <summary>Revokes access tokens that Apigee Edge has issued: all of an end user, of an app or of both in one request, or single ones.</summary>
[Cmdlet(VerbsSecurity.Revoke, "ApigeeToken", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High, DefaultParameterSetName = ByObject)]
[OutputType(typeof(ApigeeRevocation), typeof(ApigeeToken))]
public sealed class RevokeApigeeTokenCommand : ApigeeTokenCmdlet
{
    private readonly HashSet<string> _seen = [];
    private readonly ApigeeLedger _ledger = new("revocation");

    /// <summary>Revoke the refresh tokens too, which would give new tokens.</summary>
    [Parameter]
    public SwitchParameter Cascade { get; set; }

    /// <summary>Wait until no token of the end user or the app is active. A single token is revoked at once.</summary>
    [Parameter]
    public SwitchParameter Wait { get; set; }

    /// <summary>How long to wait: a TimeSpan, or a text such as 10m.</summary>
    [Parameter]
    [Duration(nameof(Timeout))]
    [ArgumentCompleter(typeof(DurationCompleter))]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Do not ask.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Output single tokens that were revoked.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override string Activity => "Revoking tokens";

    private protected override IWorkSummary Summary => _ledger;

    private protected override void BeginWith(ApigeeSession session, ApigeeTarget target)
    {
        if (!_seen.Add(target.Key))
        {
            WriteVerbose($"{target} came before. It is not worked on twice.");
        }
        else if (target.Token is { } token)
        {
            BeginWithOne(session, target, token);
        }
        else
        {
            BeginWithAll(session, target, new TokenRevocation(session, target.Filter!, Cascade, Log, PageSize, ThrottleLimit));
        }
    }

    private void BeginWithOne(ApigeeSession session, ApigeeTarget target, ApigeeToken token)
    {
        if (!Asks(Force) || ShouldProcess(target.ToString(), Describe(Cascade)))
        {
            ApigeeTokenClient client = new(session, Log);
            Begin((before, cancellationToken) => ChangeAsync(
                _ledger, target, target.Item, () => RevokeAsync(client, token, Cascade, cancellationToken), revoked => WriteAsync(revoked, before), cancellationToken));
        }
    }

    private void BeginWithAll(ApigeeSession session, ApigeeTarget target, TokenRevocation revocation)
    {
        if (session.IsProxy && Wait)
        {
            WriteError(ErrorRecords.From(
                new AdoPatException(ErrorIds.ApigeeNotSupported, "The session is with a proxy, which cannot tell whether tokens are active: there is nothing to -Wait for. Nothing was sent."),
                target.Item));
        }
        else if (IsApproved(session, target, revocation, out bool isNothing))
        {
            Begin((before, cancellationToken) => isNothing
                ? ForItemAsync(Pipeline, target.Item, () => WriteAsync(revocation.Nothing(), before))
                : ChangeAsync(
                    _ledger,
                    target,
                    target.Item,
                    () => revocation.SubmitAsync(cancellationToken),
                    submitted => FinishAsync(revocation, submitted, before, cancellationToken),
                    cancellationToken));
        }
    }

    // Whoever neither asks nor waits need not know how many there are: that is the fastest way.
    private bool IsApproved(ApigeeSession session, ApigeeTarget target, TokenRevocation revocation, out bool isNothing)
    {
        bool asks = Asks(Force);
        int? count = null;
        bool isGood = (!asks && !Wait)
            || WaitFor(() => ForItemAsync(Pipeline, target.Item, async () => count = await revocation.CountAsync(StoppingToken).ConfigureAwait(false)));
        isNothing = count == 0;
        string number = count?.ToString(CultureInfo.InvariantCulture) ?? "all (their number is not known)";
        return isGood && (!asks || isNothing || ShouldProcess($"{number} active tokens of {revocation.Filter} in {session.Organization}", Describe(revocation.Cascade)));
    }

    private static async Task<ApigeeToken> RevokeAsync(ApigeeTokenClient client, ApigeeToken token, bool cascade, CancellationToken cancellationToken)
    {
        await client.RevokeAsync(token.AccessToken, cascade, cancellationToken).ConfigureAwait(false);
        return token.With(ApigeeTokenStatus.Revoked);
    }

    private async Task FinishAsync(TokenRevocation revocation, ApigeeRevocation submitted, Task before, CancellationToken cancellationToken)
    {
        ApigeeRevocation result = Wait ? await revocation.WaitAsync(submitted, Timeout, cancellationToken).ConfigureAwait(false) : submitted;
        await WriteAsync(result, before).ConfigureAwait(false);
        if (result.State == ApigeeRevocationState.Pending)
        {
            throw new AdoPatException(
                ErrorIds.ApigeeNotRevoked,
                $"The time to wait is over, and {result.Remaining} tokens of {revocation.Filter} in {result.Organization} are still active. The server has taken "
                + "the revocation and may be at it still: Get-ApigeeToken -Status Approved tells. If it stays so, or new tokens come, revoke again, and stop the app.");
        }
    }

    // Results come out in the order in which the items came in.
    private async Task WriteAsync(object result, Task before)
    {
        if (PassThru || result is ApigeeRevocation)
        {
            await before.ConfigureAwait(false);
            Pipeline.Output(result);
        }
    }

    private static string Describe(bool cascade) => cascade ? "Revoke, with refresh tokens" : "Revoke, without refresh tokens";
}
