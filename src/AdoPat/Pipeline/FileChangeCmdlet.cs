using System;
using System.ComponentModel;
using System.Threading.Tasks;
using AdoPat.Apigee;
using AdoPat.Models;

namespace AdoPat.Pipeline;

/// <summary>A cmdlet that changes a file of Apigee Edge. The pipeline ends when it cannot.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class FileChangeCmdlet : AsyncCmdlet
{
    /// <summary>Makes a change, if it is needed and the user agrees.</summary>
    /// <returns>Whether it was made.</returns>
    private protected bool Make(string path, Func<FileChange> plan)
    {
        try
        {
            FileChange change = plan();
            if (!change.IsNeeded)
            {
                WriteVerbose($"The file '{change.Path}' was left as it is: nothing is to be changed.");
                return false;
            }

            if (!ShouldProcess(change.Path, change.Action))
            {
                return false;
            }

            Run((pipeline, cancellationToken) =>
            {
                pipeline.Verbose(change.Make(cancellationToken) is { } backup ? $"The file as it was is '{backup}'." : $"The file '{change.Path}' is new.");
                return Task.CompletedTask;
            });
            return true;
        }
        catch (AdoPatException refused)
        {
            ThrowTerminatingError(ErrorRecords.From(refused, path));
            throw;
        }
    }
}
