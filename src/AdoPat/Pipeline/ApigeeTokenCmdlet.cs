using System.Collections.Generic;
using System.ComponentModel;
using System.Management.Automation;
using System.Security;
using AdoPat.Apigee;
using AdoPat.Apigee.Developers;
using AdoPat.Apigee.Tokens;
using AdoPat.Models;
using AdoPat.Parameters;

namespace AdoPat.Pipeline;

/// <summary>A cmdlet that works on tokens of Apigee Edge: one by one, or all of an end user, of an app, or of both.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class ApigeeTokenCmdlet : BulkCmdlet<ApigeeSession>
{
    private protected const string ByObject = "Object";
    private protected const string ByEndUser = "EndUser";
    private protected const string ByApp = "App";
    private protected const string ByAppName = "AppName";
    private protected const string ByValue = "Value";

    /// <summary>Tokens, developers (their id is the end user then) or apps; or whatever has a column EndUserId, AppId or DeveloperId.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByObject, ValueFromPipeline = true)]
    public PSObject[] InputObject { get; set; } = [];

    /// <summary>The end user, as the tokens have it.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = ByEndUser)]
    [Parameter(Position = 0, ParameterSetName = ByApp)]
    [Parameter(Position = 0, ParameterSetName = ByAppName)]
    [ValidateNotNullOrEmpty]
    public string? EndUserId { get; set; }

    /// <summary>The id of the app.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByApp)]
    [ValidateNotNullOrEmpty]
    public string? AppId { get; set; }

    /// <summary>The name of the app.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByAppName)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ApigeeAppCompleter))]
    public string AppName { get; set; } = "";

    /// <summary>The developer of the app: an e-mail address, or an id.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByAppName)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ApigeeDeveloperCompleter))]
    public string Developer { get; set; } = "";

    /// <summary>The value of a token, as a secure string or as text.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByValue)]
    [ValidateNotNull]
    [Secret]
    public SecureString? AccessToken { get; set; }

    /// <summary>How many tokens the server gives at once; it has a limit of its own.</summary>
    [Parameter]
    [ValidateRange(1, 100_000)]
    public int PageSize { get; set; } = ApigeeTokenClient.DefaultPageSize;

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        ApigeeSession session = RequireSession();
        foreach (ApigeeTarget target in FindTargets(session))
        {
            BeginWith(session, target);
        }
    }

    /// <summary>Begins with a token, or with the tokens of somebody.</summary>
    private protected abstract void BeginWith(ApigeeSession session, ApigeeTarget target);

    private List<ApigeeTarget> FindTargets(ApigeeSession session) => ParameterSetName switch
    {
        ByObject => ReadObjects(session),
        ByValue => [new ApigeeTarget(new ApigeeToken { Organization = session.Organization, AccessToken = AccessToken! })],
        ByAppName => FindByName(session),
        _ => [new ApigeeTarget(new TokenFilter(EndUserId, AppId))],
    };

    private List<ApigeeTarget> ReadObjects(ApigeeSession session)
    {
        List<ApigeeTarget> targets = [];
        foreach (PSObject item in InputObject)
        {
            try
            {
                targets.Add(PipedApigeeItem.Read(item, session.Organization));
            }
            catch (AdoPatException refused)
            {
                // A text may be a secret.
                WriteError(ErrorRecords.From(refused, item.BaseObject is string ? null : item));
            }
        }

        return targets;
    }

    private List<ApigeeTarget> FindByName(ApigeeSession session)
    {
        List<ApigeeTarget> targets = [];
        AppClient apps = new(session, Log);
        WaitFor(() => ForItemAsync(Pipeline, AppName, async () =>
        {
            ApigeeApp app = await apps.GetAsync(Developer, AppName, StoppingToken).ConfigureAwait(false);
            targets.Add(new ApigeeTarget(new TokenFilter(EndUserId, app.AppId), app));
        }));
        return targets;
    }
}
