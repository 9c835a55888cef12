using System;
using System.Management.Automation;
using AdoPat.Destinations;
using AdoPat.Models;
using AdoPat.Parameters;
using AdoPat.Pipeline;

namespace AdoPat.Commands;

/// <summary>Says where the secret of a rotated token must go. Nothing is read or written yet.</summary>
[Cmdlet(VerbsCommon.New, "AdoPatDestination", DefaultParameterSetName = Vault)]
[OutputType(typeof(AdoPatDestination))]
public sealed class NewAdoPatDestinationCommand : PSCmdlet
{
    private const string Vault = "SecretVault";
    private const string Environment = "EnvironmentVariable";
    private const string Git = "GitCredential";
    private const string NuGet = "NuGetConfig";
    private const string Npm = "NpmConfig";
    private const string Yarn = "YarnConfig";
    private const string Connection = "ServiceConnection";
    private const string Variables = "VariableGroup";
    private const string OwnFile = "File";
    private const string Script = "ScriptBlock";

    /// <summary>The name of a secret in a vault of Microsoft.PowerShell.SecretManagement.</summary>
    [Parameter(Mandatory = true, ParameterSetName = Vault)]
    [ValidateNotNullOrEmpty]
    public string SecretName { get; set; } = "";

    /// <summary>The vault; the default one when not given.</summary>
    [Parameter(ParameterSetName = Vault)]
    [ValidateNotNullOrEmpty]
    [Alias("Vault")]
    public string? VaultName { get; set; }

    /// <summary>The name of an environment variable.</summary>
    [Parameter(Mandatory = true, ParameterSetName = Environment)]
    [ValidateNotNullOrEmpty]
    public string EnvironmentVariable { get; set; } = "";

    /// <summary>Whose variable: of this process and those it starts, or of the user (Windows).</summary>
    [Parameter(ParameterSetName = Environment)]
    [ValidateSet(nameof(EnvironmentVariableTarget.Process), nameof(EnvironmentVariableTarget.User))]
    public EnvironmentVariableTarget Target { get; set; } = EnvironmentVariableTarget.Process;

    /// <summary>The address of a repository or server that git asks a credential for.</summary>
    [Parameter(Mandatory = true, ParameterSetName = Git)]
    [ValidateNotNullOrEmpty]
    public string GitUrl { get; set; } = "";

    /// <summary>The name of a package source in NuGet.Config.</summary>
    [Parameter(Mandatory = true, ParameterSetName = NuGet)]
    [ValidateNotNullOrEmpty]
    public string NuGetSource { get; set; } = "";

    /// <summary>The address of an npm registry.</summary>
    [Parameter(Mandatory = true, ParameterSetName = Npm)]
    [ValidateNotNullOrEmpty]
    public string NpmRegistry { get; set; } = "";

    /// <summary>The address of an npm registry, for Yarn 2 and later.</summary>
    [Parameter(Mandatory = true, ParameterSetName = Yarn)]
    [ValidateNotNullOrEmpty]
    public string YarnRegistry { get; set; } = "";

    /// <summary>The id of a service connection; its address in the project settings ends with it.</summary>
    [Parameter(Mandatory = true, ParameterSetName = Connection)]
    public Guid ServiceConnectionId { get; set; }

    /// <summary>The authorization parameter that holds the secret, such as apitoken; found out by the connection when not given.</summary>
    [Parameter(ParameterSetName = Connection)]
    [ValidateNotNullOrEmpty]
    public string? AuthorizationParameter { get; set; }

    /// <summary>The name of a variable group.</summary>
    [Parameter(Mandatory = true, ParameterSetName = Variables)]
    [ValidateNotNullOrEmpty]
    public string VariableGroup { get; set; } = "";

    /// <summary>The secret variable in the group.</summary>
    [Parameter(Mandatory = true, ParameterSetName = Variables)]
    [ValidateNotNullOrEmpty]
    public string Variable { get; set; } = "";

    /// <summary>The project of the service connection or variable group.</summary>
    [Parameter(Mandatory = true, ParameterSetName = Connection)]
    [Parameter(Mandatory = true, ParameterSetName = Variables)]
    [ValidateNotNullOrEmpty]
    public string Project { get; set; } = "";

    /// <summary>The organization of the service connection or variable group; that of the token when not given.</summary>
    [Parameter(ParameterSetName = Connection)]
    [Parameter(ParameterSetName = Variables)]
    [ValidateNotNullOrEmpty]
    [OrganizationName]
    [ArgumentCompleter(typeof(OrganizationCompleter))]
    public string Organization { get; set; } = "{organization}";

    /// <summary>The file; the user's own configuration when not given.</summary>
    [Parameter(Mandatory = true, ParameterSetName = OwnFile)]
    [Parameter(ParameterSetName = NuGet)]
    [Parameter(ParameterSetName = Npm)]
    [Parameter(ParameterSetName = Yarn)]
    [ValidateNotNullOrEmpty]
    public string? Path { get; set; }

    /// <summary>A script that stores the secret: it gets a PSCredential, and the token without the secret.</summary>
    [Parameter(Mandatory = true, ParameterSetName = Script)]
    public ScriptBlock? ScriptBlock { get; set; }

    /// <summary>The name of the script in the journal, which does not keep the script.</summary>
    [Parameter(ParameterSetName = Script)]
    [ValidateNotNullOrEmpty]
    public string Name { get; set; } = "script";

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        try
        {
            WriteObject(Describe());
        }
        catch (AdoPatException refused)
        {
            ThrowTerminatingError(ErrorRecords.From(refused.WithMessage(WithParameter(refused.Message)), null));
        }
    }

    private AdoPatDestination Describe() => ParameterSetName switch
    {
        Vault => SecretVaultDestination.Describe(SecretName, VaultName),
        Environment => EnvironmentVariableDestination.Describe(EnvironmentVariable, Target),
        Git => GitCredentialDestination.Describe(GitUrl),
        NuGet => NuGetConfigDestination.Describe(NuGetSource, FullPath),
        Npm => NpmConfigDestination.Describe(NpmRegistry, FullPath),
        Yarn => YarnConfigDestination.Describe(YarnRegistry, FullPath),
        Connection => ServiceConnectionDestination.Describe(Organization, Project, ServiceConnectionId, AuthorizationParameter),
        Variables => VariableGroupDestination.Describe(Organization, Project, VariableGroup, Variable),
        OwnFile => FileDestination.Describe(FullPath!),
        _ => ScriptBlockDestination.Describe(ScriptBlock!, Name),
    };

    private string? FullPath => Path is null ? null : FilePath.Resolve(SessionState, Path);

    // Core calls its settings by shorter names.
    private string WithParameter(string message)
    {
        string setting = message.Split(' ')[0];
        string? parameter = setting switch
        {
            "Address" => nameof(GitUrl),
            "Name" => nameof(EnvironmentVariable),
            "Source" => nameof(NuGetSource),
            "Registry" => ParameterSetName == Npm ? nameof(NpmRegistry) : nameof(YarnRegistry),
            "Group" => nameof(VariableGroup),
            nameof(Path) or nameof(Target) or nameof(Project) or nameof(Variable) => setting,
            _ => null,
        };
        return parameter is null ? message : $"-{parameter}{message.Substring(setting.Length)}";
    }
}
