using System;
using System.Management.Automation;
using System.Security;
using System.Threading;
using System.Threading.Tasks;
using AdoPat.Models;
using AdoPat.Parameters;
using AdoPat.Pipeline;
using AdoPat.Secrets;
using AdoPat.Sessions;

namespace AdoPat.Commands;

/// <summary>Signs a user in and makes the session that the other cmdlets of this runspace use.</summary>
[Cmdlet(VerbsCommunications.Connect, "AdoPat", DefaultParameterSetName = Interactive)]
[OutputType(typeof(AdoPatSession))]
public sealed class ConnectAdoPatCommand : AsyncCmdlet
{
    private const string Interactive = "Interactive";
    private const string WithDeviceCode = "DeviceCode";
    private const string WithBroker = "Broker";
    private const string WithAccessToken = "AccessToken";

    /// <summary>The organization to work in: its name, or any address of it.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    [OrganizationName]
    [ArgumentCompleter(typeof(OrganizationCompleter))]
    public string? Organization { get; set; }

    /// <summary>The tenant, a GUID or a domain name. Found out from the organization when not given.</summary>
    [Parameter(ParameterSetName = Interactive)]
    [Parameter(ParameterSetName = WithDeviceCode)]
    [Parameter(ParameterSetName = WithBroker)]
    [ValidatePattern(@"^[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?$")]
    public string? TenantId { get; set; }

    /// <summary>The application (client) id of an own app registration.</summary>
    [Parameter(ParameterSetName = Interactive)]
    [Parameter(ParameterSetName = WithDeviceCode)]
    [Parameter(ParameterSetName = WithBroker)]
    public Guid? ClientId { get; set; }

    /// <summary>The user name to sign in, such as ada@contoso.com.</summary>
    [Parameter(ParameterSetName = Interactive)]
    [Parameter(ParameterSetName = WithDeviceCode)]
    [Parameter(ParameterSetName = WithBroker)]
    [ValidateNotNullOrEmpty]
    public string? Account { get; set; }

    /// <summary>Show a code to type on another screen instead of opening a browser.</summary>
    [Parameter(Mandatory = true, ParameterSetName = WithDeviceCode)]
    public SwitchParameter UseDeviceCode { get; set; }

    /// <summary>Sign in with the account broker of Windows (WAM).</summary>
    [Parameter(Mandatory = true, ParameterSetName = WithBroker)]
    public SwitchParameter UseBroker { get; set; }

    /// <summary>An access token of Microsoft Entra ID from elsewhere, used until it ends.</summary>
    [Parameter(Mandatory = true, ParameterSetName = WithAccessToken)]
    [Secret]
    public SecureString? AccessToken { get; set; }

    /// <summary>Sign in from the token cache only; never prompt.</summary>
    [Parameter(ParameterSetName = Interactive)]
    public SwitchParameter NonInteractive { get; set; }

    /// <summary>The longest time the sign-in may take, in seconds.</summary>
    [Parameter(ParameterSetName = Interactive)]
    [Parameter(ParameterSetName = WithDeviceCode)]
    [Parameter(ParameterSetName = WithBroker)]
    [ValidateRange(1, 3600)]
    public int TimeoutSeconds { get; set; } = (int)SignInRequest.DefaultTimeout.TotalSeconds;

    /// <summary>Where the sign-in is kept between processes.</summary>
    [Parameter(ParameterSetName = Interactive)]
    [Parameter(ParameterSetName = WithDeviceCode)]
    [Parameter(ParameterSetName = WithBroker)]
    public TokenCacheKind TokenCache { get; set; }

    /// <summary>The address of a local emulator, instead of the real services.</summary>
    [Parameter]
    [ValidateNotNull]
    public Uri? EmulatorUri { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        AdoPatSession? session = null;
        try
        {
            ServiceEndpoints endpoints = EmulatorUri is null ? ServiceEndpoints.AzureDevOps : ServiceEndpoints.ForEmulator(EmulatorUri);
            Run(async (pipeline, cancellationToken) => session = await ConnectAsync(endpoints, pipeline, cancellationToken).ConfigureAwait(false));
        }
        catch (AdoPatException exception)
        {
            ThrowTerminatingError(ErrorRecords.From(CurrentSession<AdoPatSession>.Explain(exception), Organization));
        }

        CurrentSession<AdoPatSession>.Set(session);
        WriteObject(session);
    }

    private Task<AdoPatSession> ConnectAsync(ServiceEndpoints endpoints, IPipelineWriter pipeline, CancellationToken cancellationToken)
    {
        RequestLog log = new(pipeline);
        return AccessToken is not null
            ? SessionStart.UseAccessTokenAsync(SecretText.ToPlainText(AccessToken), endpoints, Organization, log, cancellationToken)
            : SessionStart.SignInAsync(
                CreateRequest(endpoints), Organization, MsalLoader.SignIn, new SignInPrompt(pipeline), log, cancellationToken);
    }

    private SignInRequest CreateRequest(ServiceEndpoints endpoints) => new()
    {
        Endpoints = endpoints,
        Tenant = TenantId ?? SignInRequest.AnyTenant,
        ClientId = ClientId?.ToString() ?? SignInRequest.DefaultClientId,
        Account = Account,
        Method = UseDeviceCode ? SignInMethod.DeviceCode : UseBroker ? SignInMethod.Broker : null,
        NonInteractive = NonInteractive,
        Timeout = TimeSpan.FromSeconds(TimeoutSeconds),
        TokenCache = endpoints.IsEmulator && !MyInvocation.BoundParameters.ContainsKey(nameof(TokenCache)) ? TokenCacheKind.Memory : TokenCache,
    };
}
