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
    public AdoPatDestination Description => destination;

    public bool CanRead => false;

    public Task WriteAsync(IssuedPersonalAccessToken token, CancellationToken cancellationToken) =>
        pipeline.InvokeAsync(_ => Run(new PSCredential(userName, token.Token.Copy()), token.With(token.State)));

    public Task<SecureString?> ReadAsync(CancellationToken cancellationToken) => Task.FromResult<SecureString?>(null);

    public Task<bool> UndoAsync(SecureString? previous, CancellationToken cancellationToken) => Task.FromResult(false);

    // An error that the script does not stop at would pass for success.
    private bool Run(PSCredential credential, PersonalAccessToken token)
    {
        try
        {
            destination.Script.InvokeWithContext(null, [new PSVariable("ErrorActionPreference", ActionPreference.Stop)], credential, token);
            return true;
        }
        catch (RuntimeException failure) when (failure is not PipelineStoppedException)
        {
            // The failure itself may have the secret in it, so it is not passed on.
            throw new AdoPatException(
                ErrorIds.DestinationFailed,
                $"The script block of a destination failed for {token}: {Redaction.Redact(failure.Message).TrimEnd('.')}. It must end without an error when it has stored the secret.");
        }
    }
}
