using System;
using System.Management.Automation;
using AdoPat.Apigee.Gateway;
using AdoPat.Models;
using AdoPat.Pipeline;

namespace AdoPat.Commands;

/// <summary>Asks the gateway of Apigee for an access token, as an app does.</summary>
[Cmdlet(VerbsLifecycle.Request, "ApigeeToken", SupportsShouldProcess = true)]
[OutputType(typeof(IssuedApigeeToken))]
public sealed class RequestApigeeTokenCommand : ApigeeServerCmdlet
{
    /// <summary>The address of the token endpoint; its query is sent along.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNull]
    public Uri? Uri { get; set; }

    /// <summary>The client id and the secret of the app.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [Credential]
    public PSCredential Credential { get; set; } = PSCredential.Empty;

    /// <summary>Name and password of a user, for the grant password; without it the grant is client_credentials.</summary>
    [Parameter]
    [Credential]
    public PSCredential UserCredential { get; set; } = PSCredential.Empty;

    /// <summary>The end user whom the token is to have.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? EndUserId { get; set; }

    /// <summary>Where the policy looks for the end user; a header when not given.</summary>
    [Parameter]
    public EndUserPlace EndUserIn { get; set; }

    /// <summary>The name of the header or parameter with the end user; appuserID when not given.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string EndUserParameter { get; set; } = "appuserID";

    /// <summary>Give the token as text too.</summary>
    [Parameter]
    public SwitchParameter AsPlainText { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        Uri address = Locate();
        string place = address.GetLeftPart(UriPartial.Path); // What follows may be a secret.
        if (!ShouldProcess(place, $"Request a token for the client id {Credential.UserName}{(EndUserId is null ? "" : $" and the end user {EndUserId}")}"))
        {
            return;
        }

        WarnIfUnencrypted(address);
        try
        {
            Run(async (pipeline, cancellationToken) =>
            {
                IssuedApigeeToken token = await GatewayTokens.RequestAsync(CreateRequest(address), new RequestLog(pipeline), cancellationToken).ConfigureAwait(false);
                if (EndUserId is not null && token.EndUserId != EndUserId)
                {
                    string other = token.EndUserId.Length == 0 ? "without an end user" : "with another end user";
                    pipeline.Warning($"The token {token.Fingerprint} was issued {other}: the policy's AppEndUser takes it from somewhere else. See New-ApigeeOAuthPolicy.");
                }

                pipeline.Output(token);
            });
        }
        catch (AdoPatException refused)
        {
            ThrowTerminatingError(ErrorRecords.From(refused, place));
        }
    }

    private Uri Locate()
    {
        try
        {
            return Servers.Locate(Uri!, nameof(Uri));
        }
        catch (AdoPatException refused)
        {
            ThrowTerminatingError(ErrorRecords.From(refused, null));
            throw;
        }
    }

    private GatewayTokenRequest CreateRequest(Uri address)
    {
        bool isForUser = !ReferenceEquals(UserCredential, PSCredential.Empty);
        return new GatewayTokenRequest
        {
            Address = address,
            Servers = Servers,
            ClientId = Credential.UserName,
            ClientSecret = Credential.Password,
            UserName = isForUser ? UserCredential.UserName : null,
            Password = isForUser ? UserCredential.Password : null,
            EndUserId = EndUserId,
            EndUserIn = EndUserIn,
            EndUserParameter = EndUserParameter,
            AsPlainText = AsPlainText,
        };
    }
}
