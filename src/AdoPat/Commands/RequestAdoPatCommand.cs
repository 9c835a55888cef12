using System;
using System.Management.Automation;
using AdoPat.AzureDevOps;
using AdoPat.Destinations;
using AdoPat.Models;
using AdoPat.Parameters;
using AdoPat.Pipeline;
using AdoPat.Rotation;
using AdoPat.Secrets;
using AdoPat.Sessions;

namespace AdoPat.Commands;

/// <summary>Gives a token that works: the stored one while it is good, else a new one, which is stored.</summary>
[Cmdlet(VerbsLifecycle.Request, "AdoPat", SupportsShouldProcess = true)]
[OutputType(typeof(IssuedPersonalAccessToken))]
public sealed class RequestAdoPatCommand : SessionCmdlet<AdoPatSession>
{
    private static readonly TimeSpan DefaultMinimum = TimeSpan.FromDays(1);
    private static readonly TimeSpan DefaultLifetime = TimeSpan.FromDays(30);

    /// <summary>The name of the token; it is created with it when there is none.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(TokenNameCompleter))]
    public string Name { get; set; } = "";

    /// <summary>What the token must be allowed to do.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [ValidateNotNullOrEmpty]
    [ScopeList]
    [ArgumentCompleter(typeof(ScopeCompleter))]
    public string[] Scope { get; set; } = [];

    /// <summary>Where the token is kept: a destination that can be read, such as a vault or a file.</summary>
    [Parameter(Mandatory = true, Position = 2)]
    [ValidateNotNull]
    [DestinationList]
    public AdoPatDestination? Store { get; set; }

    /// <summary>The organization, by name or address; the session's when not given.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [OrganizationName]
    [ArgumentCompleter(typeof(OrganizationCompleter))]
    public string? Organization { get; set; }

    /// <summary>How long the token must still live; a day when not given.</summary>
    [Parameter]
    [Duration(nameof(MinimumLife))]
    [ArgumentCompleter(typeof(DurationCompleter))]
    public TimeSpan? MinimumLife { get; set; }

    /// <summary>How long a new token lives; 30 days when not given.</summary>
    [Parameter]
    [Duration(nameof(ValidFor))]
    [ArgumentCompleter(typeof(DurationCompleter))]
    public TimeSpan? ValidFor { get; set; }

    /// <summary>How long the token before lives on beside a new one; it is revoked at once when not given.</summary>
    [Parameter]
    [Duration(nameof(RevokeAfter))]
    [ArgumentCompleter(typeof(DurationCompleter))]
    public TimeSpan? RevokeAfter { get; set; }

    /// <summary>Send scopes that AdoPat does not know.</summary>
    [Parameter]
    public SwitchParameter SkipScopeCheck { get; set; }

    /// <summary>Give the secret as text too.</summary>
    [Parameter]
    public SwitchParameter AsPlainText { get; set; }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        AdoPatSession session = RequireSession();
        string organization = Organization ?? this.RequireOrganizations(session, null)[0];
        TokenDemand demand = CreateDemand(organization);
        if (ShouldProcess($"'{Name}' of {organization}", $"Give the token that {demand.Store} holds, or store a new one there"))
        {
            RunOrEnd(async (pipeline, cancellationToken) =>
            {
                TokenRequester requester = new(
                    session, new RotationJournal(), new ModuleDestinations(session, pipeline, [Store!], RevokeAfter ?? TimeSpan.Zero), new RotationLog(pipeline), new RequestLog(pipeline));
                IssuedPersonalAccessToken token = await requester.RequestAsync(demand, cancellationToken).ConfigureAwait(false);
                pipeline.Output(AsPlainText ? token.WithSecret(token.Token, asPlainText: true) : token);
            });
        }

        base.EndProcessing();
    }

    private TokenDemand CreateDemand(string organization)
    {
        try
        {
            PatName.Check(Name, nameof(Name));
            ScopeCheck.Check(Scope, SkipScopeCheck, WriteWarning);
            TimeSpan lifetime = ValidFor ?? DefaultLifetime;
            TimeSpan minimum = MinimumLife ?? DefaultMinimum;
            PatLifetime.EndOf(lifetime, DateTimeOffset.UtcNow, nameof(ValidFor));
            if (minimum >= lifetime)
            {
                throw new AdoPatException(
                    ErrorIds.InvalidArgument, "-MinimumLife (a day when not given) is not shorter than -ValidFor (30 days when not given): every call would make a new token. Change one of them.");
            }

            return new TokenDemand
            {
                Organization = organization,
                Name = Name,
                Scope = Scope,
                Store = Store!.Resolve(organization, Name),
                MinimumLife = minimum,
                Lifetime = lifetime,
                RevokeAfter = RevokeAfter ?? TimeSpan.Zero,
            };
        }
        catch (AdoPatException refused)
        {
            ThrowTerminatingError(ErrorRecords.From(refused, Redaction.Redact(Name)));
            throw;
        }
    }
}
