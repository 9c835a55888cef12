using System.Management.Automation;
using System.Security;
using System.Threading;
using System.Threading.Tasks;
using AdoPat.AzureDevOps;
using AdoPat.Models;
using AdoPat.Parameters;
using AdoPat.Pipeline;
using AdoPat.Sessions;

namespace AdoPat.Commands;

/// <summary>Tests the value of a token: its form, and whether an organization accepts it. Needs no sign-in.</summary>
[Cmdlet(VerbsDiagnostic.Test, "AdoPat")]
[OutputType(typeof(PatCheckResult))]
public sealed class TestAdoPatCommand : BulkCmdlet<AdoPatSession>
{
    private PatCheck? _check;

    /// <summary>The value of the token; a text is taken too.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Secret]
    public SecureString Token { get; set; } = new();

    /// <summary>The organization to ask, by name or address; the session's when not given.</summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [OrganizationName]
    [ArgumentCompleter(typeof(OrganizationCompleter))]
    public string? Organization { get; set; }

    /// <summary>Look at the form of the value only; send nothing.</summary>
    [Parameter]
    public SwitchParameter Offline { get; set; }

    private protected override string Activity => "Testing tokens";

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        AdoPatSession? session = Session ?? CurrentSession<AdoPatSession>.Get();
        string? organization = Organization ?? session?.Organization;
        SecureString token = Token;
        _check ??= new PatCheck(session?.Endpoints ?? ServiceEndpoints.AzureDevOps, Log);
        Begin((before, cancellationToken) => ForItemAsync(
            Pipeline, organization ?? "", () => CheckAsync(_check, token, Offline ? null : organization, before, cancellationToken)));
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        _check?.Dispose();
    }

    // A result does not show which secret it is about: they come out in the order in which they came in.
    private async Task CheckAsync(PatCheck check, SecureString token, string? organization, Task before, CancellationToken cancellationToken)
    {
        try
        {
            PatCheckResult result = organization is null
                ? PatCheck.CheckForm(token)
                : await check.CheckAsync(token, organization, cancellationToken).ConfigureAwait(false);
            await before.ConfigureAwait(false);
            Pipeline.Output(result);
        }
        catch (AdoPatException)
        {
            await before.ConfigureAwait(false);
            throw;
        }
    }
}
