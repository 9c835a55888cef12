using System.Management.Automation;
using AdoPat.Apigee;
using AdoPat.Apigee.Access;
using AdoPat.Models;
using AdoPat.Pipeline;

namespace AdoPat.Commands;

/// <summary>Gets whether the tokens of the organization can be found and revoked by end user and by app.</summary>
[Cmdlet(VerbsCommon.Get, "ApigeeTokenAccess")]
[OutputType(typeof(ApigeeTokenAccess))]
public sealed class GetApigeeTokenAccessCommand : SessionCmdlet<ApigeeSession>
{
    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        ApigeeSession session = RequireSession();
        RunOrEnd(async (pipeline, cancellationToken) =>
            pipeline.Output(await new TokenAccessClient(session, new RequestLog(pipeline)).GetAsync(cancellationToken).ConfigureAwait(false)));
    }
}
