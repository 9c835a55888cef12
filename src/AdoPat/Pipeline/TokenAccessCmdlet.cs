using System;
using System.ComponentModel;
using AdoPat.Apigee;
using AdoPat.Apigee.Access;

namespace AdoPat.Pipeline;

/// <summary>A cmdlet that switches the access to the tokens of an organization on or off.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class TokenAccessCmdlet : SessionCmdlet<ApigeeSession>
{
    private volatile bool _isUnderWay;

    /// <summary>Whether it shall be on.</summary>
    private protected abstract bool IsEnabled { get; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        ApigeeSession session = RequireSession();
        RunOrEnd(async (pipeline, cancellationToken) =>
        {
            TokenAccessClient client = new(session, new RequestLog(pipeline));
            TokenAccessChange change = await client.PlanAsync(IsEnabled, cancellationToken).ConfigureAwait(false);
            if (change.IsEmpty)
            {
                pipeline.Verbose($"{session.Organization} is so already. Nothing was written.");
            }
            else if (!await pipeline.InvokeAsync(cmdlet => cmdlet.ShouldProcess(session.Organization, $"Change {change}")).ConfigureAwait(false))
            {
                return;
            }

            _isUnderWay = !change.IsEmpty;
            pipeline.Output(await client.ApplyAsync(change, cancellationToken).ConfigureAwait(false));
            _isUnderWay = false;
        });
    }

    private protected override void OnCutOff(TimeSpan limit, bool isFailure)
    {
        if (_isUnderWay)
        {
            Host.UI.WriteWarningLine($"{MyInvocation.MyCommand.Name} was stopped in the middle of the change. Get-ApigeeTokenAccess tells whether it was made.");
        }
    }
}
