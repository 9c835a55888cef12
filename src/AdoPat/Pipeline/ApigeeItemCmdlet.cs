using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.Linq;
using System.Management.Automation;
using System.Security;
using AdoPat.Apigee;
using AdoPat.Models;
using AdoPat.Parameters;

namespace AdoPat.Pipeline;

/// <summary>A cmdlet that works on tokens of Apigee Edge that are piped in, or given by their value.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class ApigeeItemCmdlet : BulkCmdlet<ApigeeSession>
{
    private protected const string ByObject = "Object";
    private protected const string ByValue = "Value";

    private readonly HashSet<object> _seen = [];

    /// <summary>Tokens, as Get-ApigeeToken gives them, and whatever else the cmdlet takes.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByObject, ValueFromPipeline = true)]
    public PSObject[] InputObject { get; set; } = [];

    /// <summary>The value of a token, as a secure string or as text.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByValue)]
    [ValidateNotNull]
    [Secret]
    public SecureString? AccessToken { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        ApigeeSession session = RequireSession();
        foreach (ApigeeTarget target in FindTargets(session))
        {
            BeginWith(session, target);
        }
    }

    /// <summary>Begins with what was found.</summary>
    private protected abstract void BeginWith(ApigeeSession session, ApigeeTarget target);

    /// <summary>Reads the parameters.</summary>
    private protected virtual IEnumerable<ApigeeTarget> FindTargets(ApigeeSession session) => ParameterSetName == ByValue
        ? [new ApigeeTarget(new ApigeeToken { Organization = session.Organization, AccessToken = AccessToken! })]
        : InputObject.SelectMany(item => Read(() => PipedApigeeItem.Read(item, session.Organization), PipedApigeeItem.Shown(item)));

    /// <summary>Reads one of them; nothing, and an error, when it is refused.</summary>
    private protected IEnumerable<ApigeeTarget> Read(Func<ApigeeTarget> read, object? item)
    {
        try
        {
            return [read()];
        }
        catch (AdoPatException refused)
        {
            WriteError(ErrorRecords.From(refused, item));
            return [];
        }
    }

    /// <summary>Whether it has not come before.</summary>
    private protected bool IsFirst(ApigeeTarget target)
    {
        bool isFirst = _seen.Add(target.Key);
        if (!isFirst)
        {
            WriteVerbose($"{target} came before. It is not worked on twice.");
        }

        return isFirst;
    }
}
