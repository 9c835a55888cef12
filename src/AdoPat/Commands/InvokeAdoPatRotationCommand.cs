using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using AdoPat.AzureDevOps;
using AdoPat.Models;
using AdoPat.Parameters;
using AdoPat.Pipeline;
using AdoPat.Rotation;
using AdoPat.Sessions;

namespace AdoPat.Commands;

/// <summary>
/// Replaces personal access tokens by new ones: create, hand the secret to every destination, prove that it works, and
/// only then revoke the old one.
/// </summary>
[Cmdlet(VerbsLifecycle.Invoke, "AdoPatRotation", SupportsShouldProcess = true, DefaultParameterSetName = ByObject)]
[OutputType(typeof(AdoPatRotationResult))]
public sealed class InvokeAdoPatRotationCommand : RotationCmdlet
{
    private const string ByObject = "Object";
    private const string ById = "Id";
    private const string ByName = "Name";
    private const string ByEnd = "Expiring";

    private readonly List<PersonalAccessToken> _tokens = [];
    private readonly List<(string Organization, Guid[] Ids, string[] Names)> _wanted = [];

    /// <summary>Tokens, as Get-AdoPat gives them.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByObject, ValueFromPipeline = true)]
    public PersonalAccessToken[] InputObject { get; set; } = [];

    /// <summary>Ids of tokens.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ById, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    public Guid[] AuthorizationId { get; set; } = [];

    /// <summary>The exact name of an active token; it must be the only one of that name.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = ByName)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(TokenNameCompleter))]
    public string[] Name { get; set; } = [];

    /// <summary>Every active token that ends within this time: a TimeSpan, or a text such as 14d.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByEnd)]
    [Duration(nameof(ExpiringWithin))]
    [ArgumentCompleter(typeof(DurationCompleter))]
    public TimeSpan ExpiringWithin { get; set; }

    /// <summary>The organization, by name or address; the session's when not given.</summary>
    [Parameter(ParameterSetName = ById, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = ByName)]
    [Parameter(ParameterSetName = ByEnd)]
    [ValidateNotNullOrEmpty]
    [OrganizationName]
    [ArgumentCompleter(typeof(OrganizationCompleter))]
    public string[]? Organization { get; set; }

    /// <summary>Where the new secret goes, in this order; the first one is the primary.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [DestinationList]
    public AdoPatDestination[] Destination { get; set; } = [];

    /// <summary>The lifetime of the new token; the old one's when not given.</summary>
    [Parameter]
    [Duration(nameof(ValidFor))]
    [ArgumentCompleter(typeof(DurationCompleter))]
    public TimeSpan? ValidFor { get; set; }

    /// <summary>How long the old token lives on beside the new one; it is revoked at once when not given.</summary>
    [Parameter]
    [Duration(nameof(RevokeAfter))]
    public TimeSpan? RevokeAfter { get; set; }

    /// <summary>Do not ask the service with the new token before the old one is revoked.</summary>
    [Parameter]
    public SwitchParameter SkipVerification { get; set; }

    /// <summary>For global tokens, which cannot be created any more: one token is made in each of these organizations.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [OrganizationName]
    [ArgumentCompleter(typeof(OrganizationCompleter))]
    public string[] TargetOrganization { get; set; } = [];

    private protected override IReadOnlyList<AdoPatDestination> GivenDestinations => Destination;

    private protected override TimeSpan Overlap => RevokeAfter ?? TimeSpan.Zero;

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        AdoPatSession session = RequireSession();
        if (ParameterSetName == ByObject)
        {
            _tokens.AddRange(InputObject);
            return;
        }

        _wanted.AddRange(this.RequireOrganizations(session, Organization).Select(organization => (organization, AuthorizationId, Name)));
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        AdoPatSession session = RequireSession();
        FindWanted(session);
        FinishOpenOnes(session);
        List<RotationPlan> plans = [.. Distinct().SelectMany(PlansFor)];
        RemoveShared(plans);
        HashSet<PersonalAccessToken> approved = [.. plans.GroupBy(plan => plan.Old!).Where(Approve).Select(ofToken => ofToken.Key)];
        plans.RemoveAll(plan => !approved.Contains(plan.Old!));
        RunOrEnd(async (pipeline, cancellationToken) =>
        {
            Rotator rotator = CreateRotator(session, pipeline);
            foreach (IGrouping<Guid, RotationPlan> together in plans.Where(plan => plan.GroupId is not null).GroupBy(plan => plan.GroupId!.Value))
            {
                rotator.PlanGroup([.. together]);
            }

            await RunAllAsync(
                pipeline,
                "Rotating tokens",
                plans,
                plan => plan.Old!,
                (plan, turn, stop) => WriteAsync(pipeline, turn, deliver => rotator.RotateAsync(plan, deliver, stop)),
                cancellationToken).ConfigureAwait(false);
        });
        base.EndProcessing();
    }

    private IEnumerable<PersonalAccessToken> Distinct() =>
        _tokens.GroupBy(token => (token.Organization.ToUpperInvariant(), token.AuthorizationId)).Select(same => same.First());

    // All of them by one search, which remembers what it has listed.
    private void FindWanted(AdoPatSession session) => RunOrEnd(async (pipeline, cancellationToken) =>
    {
        PatSearch search = new(session, new PatClient(session, new RequestLog(pipeline)));
        foreach ((string organization, Guid[] ids, string[] names) in _wanted)
        {
            await FindAsync(search, organization, ids, names, pipeline, cancellationToken).ConfigureAwait(false);
        }
    });

    private async Task FindAsync(
        PatSearch search, string organization, Guid[] ids, string[] names, IPipelineWriter pipeline, CancellationToken cancellationToken)
    {
        foreach (Guid id in ids)
        {
            await ForItemAsync(pipeline, id, async () => _tokens.Add(await search.GetAsync(organization, id, cancellationToken).ConfigureAwait(false))).ConfigureAwait(false);
        }

        foreach (string name in names)
        {
            await ForItemAsync(pipeline, name, async () => _tokens.Add(await FindByNameAsync(search, organization, name, cancellationToken).ConfigureAwait(false))).ConfigureAwait(false);
        }

        if (ParameterSetName == ByEnd)
        {
            await foreach (PersonalAccessToken token in search.FindAsync(organization, new PatQuery { ExpiringWithin = ExpiringWithin }, cancellationToken).ConfigureAwait(false))
            {
                _tokens.Add(token);
            }
        }
    }

    // During an overlap, the old and the new one have the same name.
    private static async Task<PersonalAccessToken> FindByNameAsync(PatSearch search, string organization, string name, CancellationToken cancellationToken)
    {
        try
        {
            return await search.GetByNameAsync(organization, name, cancellationToken).ConfigureAwait(false);
        }
        catch (AdoPatException ambiguous) when (ambiguous.ErrorId == ErrorIds.PatAmbiguousName)
        {
            IEnumerable<string> known = new RotationJournal().Read().Rotations
                .Where(rotation => rotation.NewAuthorizationId is { } id && ambiguous.Message.Contains(id.ToString()))
                .Select(rotation => $" {rotation.NewAuthorizationId} is the new one of a rotation ({rotation.State}){(rotation.OldAuthorizationId is { } old ? $", for {old}" : "")}.");
            throw ambiguous.WithMessage(ambiguous.Message + string.Concat(known));
        }
    }

    // What is due or was cut off comes first. A token that is asked for now goes on from where it stopped, in its own turn.
    private void FinishOpenOnes(AdoPatSession session)
    {
        HashSet<Guid> asked = [.. _tokens.Select(token => token.AuthorizationId)];
        List<AdoPatRotation> open = FindOpen(session).FindAll(
            rotation => !(rotation.OldAuthorizationId is { } old && asked.Contains(old)) && ApproveFinishing(rotation));
        if (open.Count > 0)
        {
            RunOrEnd((pipeline, cancellationToken) =>
            {
                Rotator rotator = CreateRotator(session, pipeline);
                return ResumeAllAsync(pipeline, open, async (rotation, _, stop) => Report(pipeline, await rotator.ResumeAsync(rotation, cancellationToken: stop).ConfigureAwait(false)), cancellationToken);
            });
        }
    }

    private IEnumerable<RotationPlan> PlansFor(PersonalAccessToken token)
    {
        try
        {
            TokenOwnership.Require(RequireSession(), token);
            IReadOnlyList<RotationPlan> plans = RotationPlans.For(token, Options());
            if (token.Scope.Contains(ScopeCatalog.FullAccess))
            {
                WriteWarning($"The token {token} has full access, and so will the new one. Update-AdoPat -Scope narrows it afterwards.");
            }

            return plans;
        }
        catch (AdoPatException refused)
        {
            // A list has what nobody named, every night anew: that is no failure of the night.
            if (ParameterSetName == ByEnd)
            {
                WriteWarning(refused.Message);
            }
            else
            {
                WriteError(ErrorRecords.From(refused, token));
            }

            return [];
        }
    }

    // A token whose rotation is open has its place already, which the new one, of the same name, may go on to use.
    private void RemoveShared(List<RotationPlan> plans)
    {
        HashSet<Guid?> open = [.. new RotationJournal().Read().Rotations.Where(rotation => !rotation.IsClosed).Select(rotation => rotation.OldAuthorizationId)];
        foreach (var ofToken in RotationPlans.FindShared(plans.FindAll(plan => !open.Contains(plan.Old?.AuthorizationId))).GroupBy(shared => shared.Key.Old!))
        {
            WriteError(ErrorRecords.From(ofToken.First().Value, ofToken.Key));
            plans.RemoveAll(plan => plan.Old == ofToken.Key);
        }
    }

    private RotationOptions Options() => new()
    {
        Destinations = Destination,
        ValidFor = ValidFor,
        RevokeAfter = Overlap,
        SkipVerification = SkipVerification,
        TargetOrganizations = TargetOrganization,
        IncludeMachineMade = ParameterSetName == ById,
    };

    // A global token is one question: it is revoked when all have their new one, so no organization can be left out.
    private bool Approve(IGrouping<PersonalAccessToken, RotationPlan> plans)
    {
        string steps = string.Join(Environment.NewLine, plans.SelectMany(Rotator.Describe).Reverse().Distinct().Reverse().Select((step, i) => $"  {i + 1}. {step}"));
        return ShouldProcess($"Rotate {plans.Key}:{Environment.NewLine}{steps}", $"Rotate {plans.Key}?{Environment.NewLine}{steps}", "Rotate a token");
    }
}
