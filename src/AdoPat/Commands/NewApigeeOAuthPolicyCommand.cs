using System;
using System.Management.Automation;
using AdoPat.Apigee.Policies;
using AdoPat.Models;
using AdoPat.Parameters;
using AdoPat.Pipeline;

namespace AdoPat.Commands;

/// <summary>Makes an OAuthV2 policy that puts the end user into its tokens, or adds that to a policy that is there.</summary>
[Cmdlet(VerbsCommon.New, "ApigeeOAuthPolicy", SupportsShouldProcess = true, DefaultParameterSetName = NewPolicy)]
[OutputType(typeof(string), ParameterSetName = [NewPolicy])]
public sealed class NewApigeeOAuthPolicyCommand : FileChangeCmdlet
{
    private const string NewPolicy = "New";
    private const string Existing = "Existing";

    /// <summary>The name of the policy.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = NewPolicy)]
    [ValidateNotNullOrEmpty]
    public string Name { get; set; } = "";

    /// <summary>The flow variable that holds the end user.</summary>
    [Parameter(Mandatory = true, Position = 1, HelpMessage = "The flow variable that holds the end user, such as request.header.appuserID.")]
    [ValidateNotNullOrEmpty]
    public string EndUserVariable { get; set; } = "";

    /// <summary>The grants that the policy takes; client_credentials when not given.</summary>
    [Parameter(ParameterSetName = NewPolicy)]
    [ValidateSet("client_credentials", "password", "authorization_code", IgnoreCase = false)]
    public string[] GrantType { get; set; } = ["client_credentials"];

    /// <summary>The flow variable that holds the grant of a request; a field of its form when not given.</summary>
    [Parameter(ParameterSetName = NewPolicy)]
    [ValidateNotNullOrEmpty]
    public string GrantTypeVariable { get; set; } = "request.formparam.grant_type";

    /// <summary>How long a token lives: a TimeSpan, or a text such as 1h; an hour when not given.</summary>
    [Parameter(ParameterSetName = NewPolicy)]
    [Duration(nameof(ExpiresIn))]
    public TimeSpan ExpiresIn { get; set; } = TimeSpan.FromHours(1);

    /// <summary>How long a refresh token lives; as Edge has it when not given.</summary>
    [Parameter(ParameterSetName = NewPolicy)]
    [Duration(nameof(RefreshTokenExpiresIn))]
    public TimeSpan? RefreshTokenExpiresIn { get; set; }

    /// <summary>The file of a policy that is there: it gets the element AppEndUser, and nothing else of it is changed.</summary>
    [Parameter(Mandatory = true, ParameterSetName = Existing)]
    [Alias("FilePath", "LiteralPath")]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (ParameterSetName == Existing)
        {
            Make(Path, () => OAuthPolicyFile.Plan(FilePath.Resolve(SessionState, Path), EndUserVariable));
            return;
        }

        OAuthPolicy policy = new()
        {
            Name = Name,
            EndUserVariable = EndUserVariable,
            GrantTypes = GrantType,
            GrantTypeVariable = GrantTypeVariable,
            ExpiresIn = ExpiresIn,
            RefreshTokenExpiresIn = RefreshTokenExpiresIn,
        };
        try
        {
            WriteObject(policy.ToXml());
        }
        catch (AdoPatException refused)
        {
            ThrowTerminatingError(ErrorRecords.From(refused, Name));
        }
    }
}
