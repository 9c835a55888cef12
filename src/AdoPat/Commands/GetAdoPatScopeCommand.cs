using System.Linq;
using System.Management.Automation;
using AdoPat.AzureDevOps;
using AdoPat.Models;
using AdoPat.Parameters;
using AdoPat.Pipeline;
using AdoPat.Secrets;

namespace AdoPat.Commands;

/// <summary>Gets the scopes that a token can have. Works offline.</summary>
[Cmdlet(VerbsCommon.Get, "AdoPatScope")]
[OutputType(typeof(PatScope))]
public sealed class GetAdoPatScopeCommand : PSCmdlet
{
    /// <summary>Names of scopes; wildcards are allowed.</summary>
    [Parameter(Position = 0)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ScopeCompleter))]
    public string[] Name { get; set; } = ["*"];

    /// <summary>Only scopes that Azure DevOps marks as high-privilege.</summary>
    [Parameter]
    public SwitchParameter HighPrivilege { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (string name in Name)
        {
            if (!WildcardPattern.ContainsWildcardCharacters(name) && ScopeCatalog.Find(name) is null)
            {
                string message = ScopeCheck.Describe(name) + " Get-AdoPatScope without a name lists the scopes.";
                WriteError(ErrorRecords.From(new AdoPatException(ErrorIds.PatInvalidScope, message), Redaction.Redact(name)));
                continue;
            }

            WildcardPattern pattern = WildcardPattern.Get(name, WildcardOptions.IgnoreCase);
            WriteObject(
                ScopeCatalog.All.Where(scope => pattern.IsMatch(scope.Name) && (!HighPrivilege || scope.IsHighPrivilege)),
                enumerateCollection: true);
        }
    }
}
