using System.ComponentModel;
using AdoPat.Apigee;
using AdoPat.Apigee.Access;

namespace AdoPat.Pipeline;

/// <summary>A cmdlet that switches the access to the tokens of an organization on or off.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class TokenAccessCmdlet : SessionCmdlet<ApigeeSession>
{
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

            pipeline.Output(await client.ApplyAsync(change, cancellationToken).ConfigureAwait(false));
        });
    }
}
