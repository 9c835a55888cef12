using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using AdoPat.AzureDevOps;
using AdoPat.AzureDevOps.Administration;
using AdoPat.Models;
using AdoPat.Parameters;
using AdoPat.Pipeline;
using AdoPat.Sessions;

namespace AdoPat.Commands;

/// <summary>Gets what the audit log of an organization knows of tokens.</summary>
[Cmdlet(VerbsCommon.Get, "AdoPatEvent", DefaultParameterSetName = ByTime)]
[OutputType(typeof(AdoPatEvent))]
public sealed class GetAdoPatEventCommand : BulkCmdlet<AdoPatSession>
{
    private const string ByTime = "Time";
    private const string ByAge = "Age";

    // Tokens that are piped in name theirs again and again.
    private readonly HashSet<string> _read = new(OrganizationName.Comparer);

    /// <summary>Names of tokens; wildcards are allowed.</summary>
    [Parameter(Position = 0)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(TokenNameCompleter))]
    public string[] Name { get; set; } = [];

    /// <summary>Who did it (user names), or whose token it is (mostly the display name); wildcards are allowed.</summary>
    [Parameter]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] User { get; set; } = [];

    /// <summary>What happened.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public AdoPatEventKind[] Kind { get; set; } = [];

    /// <summary>Only what happened at or after this time.</summary>
    [Parameter(ParameterSetName = ByTime)]
    public DateTimeOffset? After { get; set; }

    /// <summary>Only what happened before this time.</summary>
    [Parameter(ParameterSetName = ByTime)]
    public DateTimeOffset? Before { get; set; }

    /// <summary>Only what happened within this time until now: a TimeSpan, or a text such as 7d.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByAge)]
    [Duration(nameof(Last))]
    [ArgumentCompleter(typeof(DurationCompleter))]
    public TimeSpan Last { get; set; }

    /// <summary>Organizations, by name or address; the session's when not given.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [OrganizationName]
    [ArgumentCompleter(typeof(OrganizationCompleter))]
    public string[]? Organization { get; set; }

    private protected override string Activity => "Reading audit logs";

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        if (After >= Before)
        {
            ThrowTerminatingError(ErrorRecords.From(
                new AdoPatException(ErrorIds.InvalidArgument, $"-After {After:u} is not before -Before {Before:u}: nothing can have happened between them. Nothing was sent."), null));
        }
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        AdoPatSession session = RequireSession();
        AuditClient client = new(session, Log);
        foreach (string organization in this.RequireOrganizations(session, Organization).Where(_read.Add))
        {
            Begin((_, cancellationToken) => ForItemAsync(Pipeline, organization, () => ReadAsync(client, organization, cancellationToken)));
        }
    }

    private async Task ReadAsync(AuditClient client, string organization, CancellationToken cancellationToken)
    {
        await foreach (IReadOnlyList<AdoPatEvent> page in client.ListPagesAsync(organization, CreateQuery(), cancellationToken).ConfigureAwait(false))
        {
            await Pipeline.OutputAsync(page).ConfigureAwait(false);
        }
    }

    // Patterns remember what they have seen: each organization has its own.
    private AuditQuery CreateQuery()
    {
        NamePatterns? names = Name.Length == 0 ? null : new NamePatterns(Name);
        NamePatterns? users = User.Length == 0 ? null : new NamePatterns(User);
        return new AuditQuery
        {
            After = ParameterSetName == ByAge ? Ago(Last) : After,
            Before = Before,
            Filter = found => (Kind.Length == 0 || Kind.Contains(found.Kind))
                && names?.Match(found.TokenName) != false
                && (users is null || users.Match(found.Actor) || found.Data.Any(item => IsOfOwner(item.Key) && users.Match(item.Value))),
        };
    }

    // OwnerName, and whatever else the service may know of the owner.
    private static bool IsOfOwner(string key) => key.StartsWith("Owner", StringComparison.OrdinalIgnoreCase);

    private static DateTimeOffset? Ago(TimeSpan time)
    {
        DateTimeOffset now = DateTimeOffset.UtcNow;
        return time < now - DateTimeOffset.MinValue ? now - time : null;
    }
}
