using System;
using System.Collections.Generic;
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

/// <summary>
/// Makes organizations reject everything that was issued before a time and has one of some scopes. For administrators. It cannot
/// be undone.
/// </summary>
[Cmdlet(VerbsCommon.New, "AdoPatRevocationRule", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(PersonalAccessToken))]
public sealed class NewAdoPatRevocationRuleCommand : UserCmdlet
{
    private static readonly PatQuery ActiveOnes = new();

    // A given time may be a little ahead of the clock here.
    private static readonly TimeSpan ClockSlack = TimeSpan.FromMinutes(5);

    // Nothing comes from the pipeline: a token that is piped in has a scope and an organization, and would become a rule for everybody.

    /// <summary>The scopes; what has one of them is rejected. Get-AdoPatScope lists them.</summary>
    [Parameter(Mandatory = true, Position = 0, HelpMessage = "What has one of these scopes is rejected; Get-AdoPatScope lists the scopes.")]
    [AllowEmptyCollection]
    [ScopeList]
    [ArgumentCompleter(typeof(ScopeCompleter))]
    public string[] Scope { get; set; } = [];

    /// <summary>What was created before this time is rejected; when not given, the time at which the service makes the rule.</summary>
    [Parameter]
    [End]
    public DateTimeOffset? CreatedBefore { get; set; }

    /// <summary>The organizations, by name or address; the session's when not given. Each gets the rule.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [OrganizationName]
    [ArgumentCompleter(typeof(OrganizationCompleter))]
    public string[]? Organization { get; set; }

    /// <summary>Send scopes that AdoPat does not know.</summary>
    [Parameter]
    public SwitchParameter SkipScopeCheck { get; set; }

    private protected override string Activity => "Looking at the tokens of users";

    private bool IsWhatIf => MyInvocation.BoundParameters.TryGetValue("WhatIf", out object? given)
        ? LanguagePrimitives.IsTrue(given)
        : LanguagePrimitives.IsTrue(GetVariableValue("WhatIfPreference"));

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        AdoPatSession session = RequireSession();
        try
        {
            ScopeCheck.Check(Scope, SkipScopeCheck, WriteWarning);
            if (CreatedBefore > DateTimeOffset.UtcNow + ClockSlack)
            {
                throw new AdoPatException(
                    ErrorIds.InvalidArgument,
                    $"CreatedBefore is in the future ({LocalTime.Show(CreatedBefore.Value)}). A rule rejects what there is already; give a time that has passed. Nothing was sent.");
            }
        }
        catch (AdoPatException refused)
        {
            WriteError(ErrorRecords.From(refused, string.Join(" ", Scope)));
            return;
        }

        foreach (string organization in this.RequireOrganizations(session, Organization))
        {
            Add(session, organization);
        }
    }

    private void Add(AdoPatSession session, string organization)
    {
        string before = CreatedBefore is { } time ? $"before {LocalTime.Show(time)}" : "until now";
        string action = $"Reject, for ever, everything that was issued {before} with one of the scopes '{string.Join(" ", Scope)}': "
            + "personal access tokens, session tokens (JWT) and other OAuth authorizations of all users. It cannot be undone";
        if (ShouldProcess(organization, action))
        {
            TokenAdministrationClient client = new(session, Log);
            Begin((_, cancellationToken) => ForItemAsync(
                Pipeline, organization, () => client.AddRevocationRuleAsync(organization, Scope, CreatedBefore, cancellationToken)));
        }
        else if (IsWhatIf)
        {
            ShowReach(session, organization);
        }
    }

    private void ShowReach(AdoPatSession session, string organization)
    {
        RevocationRuleReach reach = new(Scope, CreatedBefore ?? DateTimeOffset.UtcNow + ClockSlack);
        UserTokenSearch search = new(session, Log);
        bool isComplete = ForAllUsers(
            new UserClient(session, Log), organization, (user, cancellationToken) => LookAsync(search, organization, user, reach, cancellationToken));
        WaitForAll();
        Pipeline.Host($"What if: {reach.Describe(isComplete)}");
    }

    private async Task LookAsync(UserTokenSearch search, string organization, AdoUser user, RevocationRuleReach reach, CancellationToken cancellationToken)
    {
        try
        {
            await PickAsync(search, organization, user, reach, cancellationToken).ConfigureAwait(false);
            reach.Saw();
        }
        catch (AdoPatException)
        {
            reach.Missed();
            throw;
        }
    }

    private async Task PickAsync(UserTokenSearch search, string organization, AdoUser user, RevocationRuleReach reach, CancellationToken cancellationToken)
    {
        IAsyncEnumerable<IReadOnlyList<PersonalAccessToken>> pages = search.FindPagesAsync(organization, user, ActiveOnes, cancellationToken: cancellationToken);
        await foreach (IReadOnlyList<PersonalAccessToken> page in pages.ConfigureAwait(false))
        {
            foreach (PersonalAccessToken token in reach.Pick(page))
            {
                Pipeline.Output(OwnerView.Of(token));
            }
        }
    }
}
