using System.Collections.Generic;
using System.ComponentModel;
using System.Management.Automation;
using AdoPat.Apigee;
using AdoPat.Apigee.Developers;
using AdoPat.Apigee.Tokens;
using AdoPat.Models;
using AdoPat.Parameters;

namespace AdoPat.Pipeline;

/// <summary>
/// A cmdlet that works on tokens of Apigee Edge: one by one, or all of an end user, of an app, or of both. A developer (whose id is the
/// end user then), an app, or whatever has a column EndUserId, AppId or DeveloperId, can be piped in too.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class ApigeeTokenCmdlet : ApigeeItemCmdlet
{
    private const string ByEndUser = "EndUser";
    private const string ByApp = "App";
    private const string ByAppName = "AppName";

    /// <summary>The end user, as the tokens have it; a developer stands for the one with the developer's id.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = ByEndUser)]
    [Parameter(Position = 0, ParameterSetName = ByApp)]
    [Parameter(Position = 0, ParameterSetName = ByAppName)]
    [EndUser]
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

    /// <summary>How many tokens the server gives at once; it has a limit of its own.</summary>
    [Parameter]
    [ValidateRange(1, 100_000)]
    public int PageSize { get; set; } = ApigeeTokenClient.DefaultPageSize;

    private protected override IEnumerable<ApigeeTarget> FindTargets(ApigeeSession session) => ParameterSetName switch
    {
        ByObject or ByValue => base.FindTargets(session),
        ByAppName => FindByName(session),
        _ => Read(() => new ApigeeTarget(new TokenFilter(EndUserId, AppId)), null),
    };

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
