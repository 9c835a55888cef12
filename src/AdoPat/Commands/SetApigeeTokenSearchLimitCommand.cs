using System;
using System.Management.Automation;
using AdoPat.Apigee.Server;
using AdoPat.Parameters;
using AdoPat.Pipeline;

namespace AdoPat.Commands;

/// <summary>Sets the largest page of a token search, in a file of the management server.</summary>
[Cmdlet(VerbsCommon.Set, "ApigeeTokenSearchLimit", SupportsShouldProcess = true)]
[OutputType(typeof(void))]
public sealed class SetApigeeTokenSearchLimitCommand : FileChangeCmdlet
{
    /// <summary>The largest page; 100 when not given.</summary>
    [Parameter(Position = 0)]
    [ValidateRange(1, int.MaxValue)]
    public int Limit { get; set; } = TokenSearchLimit.Recommended;

    /// <summary>The file; the one of a management server when not given.</summary>
    [Parameter(Position = 1)]
    [Alias("FilePath", "LiteralPath")]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = TokenSearchLimit.DefaultPath;

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (Make(Path, () => TokenSearchLimit.Plan(FilePath.Resolve(SessionState, Path), Limit)))
        {
            WriteWarning(
                "The limit counts when the management servers and the message processors have been restarted, on each server that has one:"
                + Environment.NewLine + string.Join(Environment.NewLine, TokenSearchLimit.Restarts));
        }
    }
}
