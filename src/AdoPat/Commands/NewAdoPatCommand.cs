using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using AdoPat.AzureDevOps;
using AdoPat.Http;
using AdoPat.Models;
using AdoPat.Parameters;
using AdoPat.Pipeline;
using AdoPat.Secrets;
using AdoPat.Sessions;

namespace AdoPat.Commands;

/// <summary>Creates personal access tokens. The output holds the secret; it cannot be had again.</summary>
[Cmdlet(VerbsCommon.New, "AdoPat", SupportsShouldProcess = true)]
[OutputType(typeof(IssuedPersonalAccessToken))]
public sealed class NewAdoPatCommand : BulkCmdlet<AdoPatSession>
{
    // The web portal's default too.
    private static readonly TimeSpan DefaultLifetime = TimeSpan.FromDays(30);

    private readonly ConcurrentDictionary<object, string> _underWay = new();
    private readonly ConcurrentDictionary<IssuedPersonalAccessToken, PatClient> _undelivered = new();
    private readonly List<PersonalAccessToken> _delivered = [];
    private bool _isLengthGiven;
    private bool _isEndGiven;

    /// <summary>The name. It need not be unique, but a unique one is easier to find.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true, HelpMessage = "What the token is for, so that people know later; at most 255 characters.")]
    [AllowEmptyString]
    public string Name { get; set; } = "";

    /// <summary>The scopes; app_token for full access. Get-AdoPatScope lists them.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true, HelpMessage = "What the token may do, such as vso.code; Get-AdoPatScope lists the scopes.")]
    [AllowEmptyCollection]
    [ScopeList]
    [ArgumentCompleter(typeof(ScopeCompleter))]
    public string[] Scope { get; set; } = [];

    /// <summary>The lifetime: a TimeSpan, or a text such as 30d; at most one year. 30 days when not given.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Duration(nameof(ValidFor), AllowEmpty = true)]
    [ArgumentCompleter(typeof(DurationCompleter))]
    public TimeSpan? ValidFor { get; set; }

    /// <summary>The end, instead of the lifetime.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [End]
    public DateTimeOffset? ValidTo { get; set; }

    /// <summary>The organizations, by name or address; the session's when not given. One token is made in each.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [OrganizationName]
    [ArgumentCompleter(typeof(OrganizationCompleter))]
    public string[]? Organization { get; set; }

    /// <summary>Send scopes that AdoPat does not know.</summary>
    [Parameter]
    public SwitchParameter SkipScopeCheck { get; set; }

    /// <summary>Give the secret as text too.</summary>
    [Parameter]
    public SwitchParameter AsPlainText { get; set; }

    private protected override string Activity => "Creating tokens";

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        // What comes down the pipeline is not bound yet.
        _isLengthGiven = MyInvocation.BoundParameters.ContainsKey(nameof(ValidFor));
        _isEndGiven = MyInvocation.BoundParameters.ContainsKey(nameof(ValidTo));
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        AdoPatSession session = RequireSession();
        PatCreation creation;
        try
        {
            creation = CreateCreation();
        }
        catch (AdoPatException refused)
        {
            string name = Redaction.Redact(Name);
            AdoPatException named = refused.ErrorId == ErrorIds.PatInvalidName ? refused : refused.WithMessage($"Creating '{name}' failed: {refused.Message}");
            WriteError(ErrorRecords.From(named, name));
            return;
        }

        PatClient client = new(session, Log);
        foreach (string organization in this.RequireOrganizations(session, Organization))
        {
            string action = $"Create with scope '{string.Join(" ", creation.Scope)}', valid until {LocalTime.Show(creation.ValidTo)}";
            if (ShouldProcess($"'{creation.Name}' in {organization}", action))
            {
                // They come out in the order in which they came in, as scripts that zip names and secrets expect it.
                object key = new();
                Begin((before, cancellationToken) => ForItemAsync(
                    Pipeline, creation.Name, () => CreateAsync(client, organization, creation, key, before, cancellationToken), () => _underWay.TryRemove(key, out _)));
            }
        }
    }

    private protected override void OnCutOff(TimeSpan limit, bool isFailure)
    {
        foreach (string creation in _underWay.Values)
        {
            Host.UI.WriteWarningLine(MayBeThere(creation));
        }

        foreach (string outcome in UndeliveredToken.RevokeAll(_undelivered, limit))
        {
            Host.UI.WriteWarningLine(outcome);
        }

        if (isFailure && _delivered.Count > 0)
        {
            Host.UI.WriteWarningLine($"New-AdoPat was stopped. {Delivered}");
        }
    }

    private protected override ErrorRecord Ending(AdoPatException exception)
    {
        List<string> outcome = [.. UndeliveredToken.RevokeAll(_undelivered, EndLimit)];
        outcome.AddRange(_underWay.Values.Select(MayBeThere));
        if (_delivered.Count > 0)
        {
            outcome.Add(Delivered);
        }

        return outcome.Count == 0
            ? base.Ending(exception)
            : ErrorRecords.From(
                exception.WithMessage($"{exception.Message} {string.Join(" ", outcome)}"), new PipelineOutcome { Done = [.. _delivered.Select(token => token.AuthorizationId)] });
    }

    private static string MayBeThere(string creation) =>
        $"New-AdoPat was stopped while {creation} was being created. It may be there: look with Get-AdoPat, and revoke it.";

    // A pipeline that does not come to its end leaves the variable empty that its output was to go into.
    private string Delivered =>
        $"Created and handed on before that: {string.Join(", ", _delivered)}. If their secrets were not stored, they are lost: revoke these tokens.";

    private PatCreation CreateCreation()
    {
        PatName.Check(Name, nameof(Name));
        ScopeCheck.Check(Scope, SkipScopeCheck, WriteWarning);
        return new PatCreation
        {
            Name = Name,
            Scope = Scope,
            ValidTo = ResolveEnd(),
        };
    }

    // What the command line says goes before what the items say: a listed token has an end of its own.
    private DateTimeOffset ResolveEnd() => LifetimeParameters.Resolve(
        _isEndGiven && !_isLengthGiven ? null : ValidFor,
        _isLengthGiven && !_isEndGiven ? null : ValidTo,
        DefaultLifetime)!.Value;

    private async Task CreateAsync(
        PatClient client, string organization, PatCreation creation, object key, Task before, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        _underWay[key] = $"'{creation.Name}' of {organization}";
        IssuedPersonalAccessToken token;
        try
        {
            token = await client.CreateAsync(organization, creation, AsPlainText, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception known) when (known is NothingSentException or AdoPatException { IsOutcomeUnknown: false })
        {
            // Nothing was created. Where that is not known, only an error that is shown tells the user.
            _underWay.TryRemove(key, out _);
            throw;
        }

        _undelivered[token] = client;
        _underWay.TryRemove(key, out _);
        await before.ConfigureAwait(false);
        LifetimeWarning.Write(Pipeline, token, creation.ValidTo);
        Pipeline.Output(token, onDelivery: () => NoteDelivery(token));
    }

    private void NoteDelivery(IssuedPersonalAccessToken token)
    {
        _undelivered.TryRemove(token, out _);
        _delivered.Add(token);
    }
}
