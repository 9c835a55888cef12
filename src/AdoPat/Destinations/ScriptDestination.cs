using System.Management.Automation;
using System.Security;
using System.Threading;
using System.Threading.Tasks;
using AdoPat.Models;
using AdoPat.Pipeline;
using AdoPat.Secrets;

namespace AdoPat.Destinations;

/// <summary>Hands the secret to a script block.</summary>
internal sealed class ScriptDestination(ScriptBlockDestination destination, string userName, IPipelineWriter pipeline) : IDestination
{
    private const string ExitCode = "global:LASTEXITCODE";

    public AdoPatDestination Description => destination;

    public bool CanRead => false;

    public Task WriteAsync(IssuedPersonalAccessToken token, CancellationToken cancellationToken) =>
        pipeline.InvokeAsync(cmdlet => Run(cmdlet.SessionState.PSVariable, new PSCredential(userName, token.Token.Copy()), token.With(token.State)));

    public Task<SecureString?> ReadAsync(CancellationToken cancellationToken) => Task.FromResult<SecureString?>(null);

    public Task<bool> UndoAsync(SecureString? previous, CancellationToken cancellationToken) => Task.FromResult(false);

    // An error that the script does not stop at would pass for success, and so would a program that fails. Before PowerShell
    // 7.4 only the exit code tells, and only that of the last program.
    private bool Run(PSVariableIntrinsics variables, PSCredential credential, PersonalAccessToken token)
    {
        variables.Set(ExitCode, 0);
        try
        {
            destination.Script.InvokeWithContext(
                null,
                [new PSVariable("ErrorActionPreference", ActionPreference.Stop), new PSVariable("PSNativeCommandUseErrorActionPreference", true)],
                credential,
                token);
        }
        catch (RuntimeException failure) when (failure is not PipelineStoppedException)
        {
            // The failure itself may have the secret in it, so it is not passed on.
            throw Failed(token, Redaction.Redact(failure.Message).TrimEnd('.'));
        }

        return variables.GetValue(ExitCode) is null or 0 ? true : throw Failed(token, $"the last program that it ran ended with the exit code {variables.GetValue(ExitCode)}");
    }

    private static AdoPatException Failed(PersonalAccessToken token, string why) => new(
        ErrorIds.DestinationFailed,
        $"The script block of a destination failed for {token}: {why}. It must end without an error, and with 0 in $LASTEXITCODE, when it has stored the secret.");
}
