using System.Management.Automation;
using System.Security;
using AdoPat.AzureDevOps;
using AdoPat.Models;
using AdoPat.Parameters;
using AdoPat.Pipeline;
using AdoPat.Sessions;

namespace AdoPat.Commands;

/// <summary>Tests the value of a token: its form, and whether an organization accepts it. Needs no sign-in.</summary>
[Cmdlet(VerbsDiagnostic.Test, "AdoPat")]
[OutputType(typeof(PatCheckResult))]
public sealed class TestAdoPatCommand : AsyncCmdlet
{
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

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        AdoPatSession? session = CurrentSession.Get();
        string? organization = Organization ?? session?.Organization;
        if (Offline || organization is null)
        {
            WriteObject(PatCheck.CheckForm(Token));
            return;
        }

        try
        {
            Run(async (pipeline, cancellationToken) => pipeline.Output(await PatCheck.CheckAsync(
                Token, organization, session?.Endpoints ?? ServiceEndpoints.AzureDevOps, new RequestLog(pipeline), cancellationToken).ConfigureAwait(false)));
        }
        catch (AdoPatException exception)
        {
            WriteError(ErrorRecords.From(exception, organization));
        }
    }
}
