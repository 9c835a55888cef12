using System;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using AdoPat.AzureDevOps;
using AdoPat.Models;
using AdoPat.Parameters;
using AdoPat.Pipeline;

namespace AdoPat.Commands;

/// <summary>Changes the name, the scopes or the end of personal access tokens. The secret stays the same.</summary>
[Cmdlet(VerbsData.Update, "AdoPat", SupportsShouldProcess = true, DefaultParameterSetName = ByObject)]
[OutputType(typeof(PersonalAccessToken))]
public sealed class UpdateAdoPatCommand : TokenCmdlet
{
    private PatChange _change = new();

    /// <summary>The new name.</summary>
    [Parameter]
    public string? NewName { get; set; }

    /// <summary>The new scopes, instead of the old ones.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ScopeList]
    [ArgumentCompleter(typeof(ScopeCompleter))]
    public string[]? Scope { get; set; }

    /// <summary>The new lifetime from now: a TimeSpan, or a text such as 90d.</summary>
    [Parameter]
    [Duration(nameof(ValidFor))]
    [ArgumentCompleter(typeof(DurationCompleter))]
    public TimeSpan? ValidFor { get; set; }

    /// <summary>The new end.</summary>
    [Parameter]
    [End]
    public DateTimeOffset? ValidTo { get; set; }

    /// <summary>Send scopes that AdoPat does not know.</summary>
    [Parameter]
    public SwitchParameter SkipScopeCheck { get; set; }

    private protected override string Activity => "Changing tokens";

    private protected override PatLedger Ledger { get; } = new("changed");

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        try
        {
            _change = CreateChange();
        }
        catch (AdoPatException refused)
        {
            ThrowTerminatingError(ErrorRecords.From(refused, null));
        }
    }

    private protected override bool Approve(PatTarget target) => ShouldProcess(target.ToString(), Describe());

    private protected override async Task<PersonalAccessToken?> ChangeAsync(PatClient client, PatTarget target, CancellationToken cancellationToken)
    {
        PersonalAccessToken token = target.Token
            ?? await client.GetAsync(target.Organization, target.AuthorizationId, cancellationToken).ConfigureAwait(false);
        PersonalAccessToken changed = await client.UpdateAsync(token, _change, cancellationToken).ConfigureAwait(false);

        // A policy counts from the creation: a token that is only renamed may lose some of its life.
        LifetimeWarning.Write(Pipeline, changed, _change.ValidTo ?? token.ValidTo);
        return changed;
    }

    private PatChange CreateChange()
    {
        if (NewName is null && Scope is null && ValidFor is null && ValidTo is null)
        {
            throw new AdoPatException(ErrorIds.InvalidArgument, "Nothing to change. Say what: -NewName, -Scope, -ValidFor or -ValidTo.");
        }

        if (NewName is not null)
        {
            PatName.Check(NewName, nameof(NewName));
        }

        if (Scope is not null)
        {
            ScopeCheck.Check(Scope, SkipScopeCheck, WriteWarning);
        }

        return new PatChange
        {
            Name = NewName,
            Scope = Scope,
            ValidTo = LifetimeParameters.Resolve(ValidFor, ValidTo, null),
        };
    }

    private string Describe()
    {
        string name = _change.Name is { } newName ? $" name '{newName}'" : "";
        string scope = _change.Scope is { } newScope ? $" scope '{string.Join(" ", newScope)}'" : "";
        string end = _change.ValidTo is { } newEnd ? $" end {LocalTime.Show(newEnd)}" : "";
        return "Change to" + name + scope + end;
    }
}
