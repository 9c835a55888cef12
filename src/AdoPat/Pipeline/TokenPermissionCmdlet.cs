using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.ComponentModel;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using AdoPat.Apigee;
using AdoPat.Apigee.Access;
using AdoPat.Models;

namespace AdoPat.Pipeline;

/// <summary>A cmdlet that changes what roles may do with tokens.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class TokenPermissionCmdlet : BulkCmdlet<ApigeeSession>
{
    // A role has several objects, where several paths decide.
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, TokenPermissionChange> _underWay = new(StringComparer.Ordinal);

    /// <summary>The organization of a role that is piped in: it must be that of the session.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AllowEmptyString]
    public string Organization { get; set; } = "";

    private protected override string Activity => "Changing permissions";

    /// <summary>Finds out what has to be changed.</summary>
    private protected abstract Task<TokenPermissionChange> PlanAsync(TokenPermissionClient client, string role, CancellationToken cancellationToken);

    /// <summary>Begins with a role, once.</summary>
    private protected void Change(string role)
    {
        ApigeeSession session = RequireSession();
        if (Organization.Length > 0 && !string.Equals(Organization, session.Organization, StringComparison.OrdinalIgnoreCase))
        {
            WriteError(ErrorRecords.From(
                new AdoPatException(
                    ErrorIds.InvalidArgument,
                    $"The role {role} is of the organization {Organization}, and the session is with {session.Organization}. Nothing was sent for it. Connect-Apigee makes a session with another one, -Session names it."),
                role));
        }
        else if (_seen.Add(role))
        {
            TokenPermissionClient client = new(session, Log);
            Begin((before, cancellationToken) => ForItemAsync(Pipeline, role, () => ChangeAsync(client, role, session.Organization, before, cancellationToken)));
        }
    }

    private protected override void OnCutOff(TimeSpan limit, bool isFailure)
    {
        if (!_underWay.IsEmpty)
        {
            Host.UI.WriteWarningLine(
                $"{MyInvocation.MyCommand.Name} was stopped in the middle of changes. Get-ApigeeTokenPermission tells what became of {string.Join(", ", _underWay.Keys)}.");
        }
    }

    private async Task ChangeAsync(TokenPermissionClient client, string role, string organization, Task before, CancellationToken cancellationToken)
    {
        TokenPermissionChange change = await PlanAsync(client, role, cancellationToken).ConfigureAwait(false);
        if (change.IsEmpty)
        {
            Pipeline.Verbose($"The role {role} is so already. Nothing was changed.");
        }
        else if (!await Pipeline.InvokeAsync(cmdlet => cmdlet.ShouldProcess($"role {role} of {organization}", $"{change}")).ConfigureAwait(false))
        {
            return;
        }

        IReadOnlyList<ApigeeTokenPermission> after = await ApplyAsync(client, change, cancellationToken).ConfigureAwait(false);
        await before.ConfigureAwait(false);
        await Pipeline.OutputAsync(after).ConfigureAwait(false);
    }

    private async Task<IReadOnlyList<ApigeeTokenPermission>> ApplyAsync(TokenPermissionClient client, TokenPermissionChange change, CancellationToken cancellationToken)
    {
        _underWay[change.Role] = change;
        try
        {
            return await client.ApplyAsync(change, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            // What was cut off stays in it; an error of its own says what became of the others.
            if (!cancellationToken.IsCancellationRequested)
            {
                _underWay.TryRemove(change.Role, out _);
            }
        }
    }
}
