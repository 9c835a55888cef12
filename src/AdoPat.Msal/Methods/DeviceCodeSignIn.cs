using System.Threading;
using System.Threading.Tasks;
using Microsoft.Identity.Client;

namespace AdoPat.Msal.Methods;

/// <summary>Signs in with a code that is typed on another screen (RFC 8628).</summary>
internal static class DeviceCodeSignIn
{
    /// <summary>Shows the code and waits until somebody used it.</summary>
    /// <param name="context">Who, and where to show it.</param>
    /// <param name="client">The client without broker.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The token.</returns>
    public static Task<AuthenticationResult> AcquireAsync(
        SignInContext context, IPublicClientApplication client, CancellationToken cancellationToken)
    {
        context.Limit.WaitingFor = "somebody to enter the device code";
        AcquireTokenWithDeviceCodeParameterBuilder call = client.AcquireTokenWithDeviceCode(EntraClients.Scopes, code =>
        {
            string who = context.Request.Account is { } account ? $" and sign in as {account}" : "";
            context.Prompt.Ask(
                $"To sign in, open {code.VerificationUrl} in a browser on any device and enter the code {code.UserCode}{who}. "
                + $"This waits for {context.Limit.TimeLeft}; Ctrl+C ends it.");
            return Task.CompletedTask;
        });
        return (context.Claims is { } claims ? call.WithClaims(claims) : call).ExecuteAsync(cancellationToken);
    }
}
