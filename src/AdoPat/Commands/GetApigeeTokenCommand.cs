using System.Linq;
using System.Management.Automation;
using AdoPat.Apigee;
using AdoPat.Apigee.Tokens;
using AdoPat.Models;
using AdoPat.Pipeline;

namespace AdoPat.Commands;

/// <summary>Gets access tokens that Apigee Edge has issued: those of an end user, of an app, of both, or single ones.</summary>
[Cmdlet(VerbsCommon.Get, "ApigeeToken", DefaultParameterSetName = ByObject)]
[OutputType(typeof(ApigeeToken))]
public sealed class GetApigeeTokenCommand : ApigeeTokenCmdlet
{
    /// <summary>Which statuses; all when not given.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public ApigeeTokenStatus[] Status { get; set; } = [];

    /// <summary>Ask for no details: only the values of tokens, and their fingerprints.</summary>
    [Parameter]
    public SwitchParameter IdOnly { get; set; }

    private protected override string Activity => "Getting tokens";

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        if (IdOnly && Status.Length > 0)
        {
            ThrowTerminatingError(ErrorRecords.From(
                new AdoPatException(ErrorIds.InvalidArgument, "The status of a token is one of its details: -Status and -IdOnly exclude each other. Nothing was sent."), null));
        }
    }

    private protected override void BeginWith(ApigeeSession session, ApigeeTarget target)
    {
        ApigeeTokenClient client = new(session, Log);
        if (target.Filter is not { } filter)
        {
            BeginWith(client, target.Token!, null);
            return;
        }

        BeginAll(
            target.Item,
            ending => client.SearchPagesAsync(filter, PageSize, ending),
            token =>
            {
                BeginWith(client, token, filter);
                return true;
            },
            begun => $"The first {begun} tokens of {filter} were found before.");
    }

    // A server may take an end user and an app for the tokens of either: only the details tell.
    private void BeginWith(ApigeeTokenClient client, ApigeeToken token, TokenFilter? filter) => Begin((before, cancellationToken) => ForItemAsync(Pipeline, token, async () =>
    {
        bool isEnough = IdOnly && filter is not { IsBoth: true };
        ApigeeToken found = isEnough ? token : await client.GetAsync(token.AccessToken, cancellationToken).ConfigureAwait(false);
        await before.ConfigureAwait(false);
        if ((Status.Length == 0 || Status.Contains(found.Status)) && filter?.Allows(found) != false)
        {
            Pipeline.Output(IdOnly ? token : found);
        }
    }));
}
