using System;
using System.Management.Automation;
using System.Security;
using AdoPat.Apigee;
using AdoPat.Models;
using AdoPat.Parameters;
using AdoPat.Pipeline;
using AdoPat.Sessions;

namespace AdoPat.Commands;

/// <summary>Signs a user in to Apigee Edge and makes the session that the other cmdlets of this runspace use.</summary>
[Cmdlet(VerbsCommunications.Connect, "Apigee", DefaultParameterSetName = WithPassword)]
[OutputType(typeof(ApigeeSession))]
public sealed class ConnectApigeeCommand : ApigeeServerCmdlet
{
    private const string WithPassword = "Basic";
    private const string WithSsoPassword = "SsoPassword";
    private const string WithPasscode = "SsoPasscode";
    private const string WithRefreshToken = "SsoRefreshToken";
    private const string WithAccessToken = "AccessToken";
    private const string ToProxy = "Proxy";

    /// <summary>The organization to work in.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string Organization { get; set; } = "";

    /// <summary>The address of the management server, with or without /v1.</summary>
    [Parameter(ParameterSetName = WithPassword)]
    [Parameter(ParameterSetName = WithSsoPassword)]
    [Parameter(ParameterSetName = WithPasscode)]
    [Parameter(ParameterSetName = WithRefreshToken)]
    [Parameter(ParameterSetName = WithAccessToken)]
    [ValidateNotNull]
    public Uri? ManagementUri { get; set; }

    /// <summary>The address of the proxy that stands in for a management server on Apigee X and hybrid.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ToProxy)]
    [ValidateNotNull]
    public Uri? ProxyUri { get; set; }

    /// <summary>The address of the sign-in server, where single sign-on (SAML, LDAP) is installed.</summary>
    [Parameter(Mandatory = true, ParameterSetName = WithSsoPassword)]
    [Parameter(Mandatory = true, ParameterSetName = WithPasscode)]
    [Parameter(Mandatory = true, ParameterSetName = WithRefreshToken)]
    [ValidateNotNull]
    public Uri? SsoUri { get; set; }

    /// <summary>E-mail address and password.</summary>
    [Parameter(Mandatory = true, ParameterSetName = WithPassword)]
    [Parameter(Mandatory = true, ParameterSetName = WithSsoPassword)]
    [Credential]
    public PSCredential Credential { get; set; } = PSCredential.Empty;

    /// <summary>The code of a second factor.</summary>
    [Parameter(ParameterSetName = WithSsoPassword)]
    [ValidateNotNullOrEmpty]
    public string? MfaToken { get; set; }

    /// <summary>A one-time code of the sign-in server's page /passcode.</summary>
    [Parameter(Mandatory = true, ParameterSetName = WithPasscode)]
    [Secret]
    public SecureString? Passcode { get; set; }

    /// <summary>A refresh token of the sign-in server.</summary>
    [Parameter(Mandatory = true, ParameterSetName = WithRefreshToken)]
    [Secret]
    public SecureString? RefreshToken { get; set; }

    /// <summary>An access token from elsewhere, used until it ends.</summary>
    [Parameter(Mandatory = true, ParameterSetName = WithAccessToken)]
    [Parameter(Mandatory = true, ParameterSetName = ToProxy)]
    [Secret]
    public SecureString? AccessToken { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        WarnIfUnencrypted(ProxyUri ?? ManagementUri);
        WarnIfUnencrypted(SsoUri);
        ApigeeSession? session = null;
        try
        {
            ApigeeSignIn signIn = CreateSignIn();
            Run(async (pipeline, cancellationToken) =>
                session = await ApigeeStart.ConnectAsync(signIn, new RequestLog(pipeline), cancellationToken).ConfigureAwait(false));
        }
        catch (AdoPatException exception)
        {
            ThrowTerminatingError(ErrorRecords.From(CurrentSession<ApigeeSession>.Explain(exception), Organization));
        }

        CurrentSession<ApigeeSession>.Set(session);
        WriteObject(session);
    }

    private ApigeeSignIn CreateSignIn()
    {
        bool hasPassword = !ReferenceEquals(Credential, PSCredential.Empty);
        return new ApigeeSignIn
        {
            Organization = Organization,
            ManagementUri = ManagementUri,
            ProxyUri = ProxyUri,
            SsoUri = SsoUri,
            Servers = Servers,
            UserName = hasPassword ? Credential.UserName : null,
            Password = hasPassword ? Credential.Password : null,
            MfaToken = MfaToken,
            Passcode = Passcode,
            RefreshToken = RefreshToken,
            AccessToken = AccessToken,
        };
    }
}
