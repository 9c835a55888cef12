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

    /// <summary>The scopes; what has one of them is rejected. Get-AdoPatScope lists them.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true, HelpMessage = "What has one of these scopes is rejected; Get-AdoPatScope lists the scopes.")]
    [AllowEmptyCollection]
    [ScopeList]
    [ArgumentCompleter(typeof(ScopeCompleter))]
    public string[] Scope { get; set; } = [];

    /// <summary>What was created before this time is rejected; now when not given.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [End]
    public DateTimeOffset? CreatedBefore { get; set; }

    /// <summary>The organizations, by name or address; the session's when not given. Each gets the rule.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
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
        DateTimeOffset now = DateTimeOffset.UtcNow;
        DateTimeOffset createdBefore = CreatedBefore ?? now;
        try
        {
            ScopeCheck.Check(Scope, SkipScopeCheck, WriteWarning);
            if (createdBefore > now)
            {
                throw new AdoPatException(
                    ErrorIds.InvalidArgument,
                    $"CreatedBefore is in the future ({LocalTime.Show(createdBefore)}). A rule rejects what there is already; give a time that has passed. Nothing was sent.");
            }
        }
        catch (AdoPatException refused)
        {
            WriteError(ErrorRecords.From(refused, string.Join(" ", Scope)));
            return;
        }

        foreach (string organization in RequireOrganizations(session, Organization))
        {
            Add(session, organization, createdBefore);
        }
    }

    private void Add(AdoPatSession session, string organization, DateTimeOffset createdBefore)
    {
        string action = $"Reject, for ever, everything that was issued before {LocalTime.Show(createdBefore)} with one of the scopes '{string.Join(" ", Scope)}': "
            + "personal access tokens, session tokens (JWT) and other OAuth authorizations of all users. It cannot be undone";
        if (ShouldProcess(organization, action))
        {
            TokenAdministrationClient client = new(session, Log);
            Begin((_, cancellationToken) => ForItemAsync(
                Pipeline, organization, () => client.AddRevocationRuleAsync(organization, Scope, createdBefore, cancellationToken)));
        }
        else if (IsWhatIf)
        {
            ShowReach(session, organization, createdBefore);
        }
    }

    private void ShowReach(AdoPatSession session, string organization, DateTimeOffset createdBefore)
    {
        RevocationRuleReach reach = new(Scope, createdBefore);
        UserTokenSearch search = new(session, Log);
        ForAllUsers(new UserClient(session, Log), organization, (user, cancellationToken) => PickAsync(search, organization, user, reach, cancellationToken));
        WaitForAll();
        Pipeline.Host($"What if: {reach.Describe()}");
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
