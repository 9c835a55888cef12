using System.Threading;
using System.Threading.Tasks;
using AdoPat.Models;
using AdoPat.Sessions;
using Microsoft.Identity.Client;
#if ADOPAT_BROKER
using System;
using AdoPat.Msal.Errors;
using Microsoft.Identity.Client.Broker;
#endif

namespace AdoPat.Msal.Methods;

/// <summary>Signs in with the operating system's account broker: Web Account Manager (WAM) on Windows.</summary>
internal static class BrokerSignIn
{
    /// <summary>Makes a client that asks the broker first, also for what is cached.</summary>
    /// <param name="request">Its authority, tenant and client id.</param>
    /// <returns>The client.</returns>
    /// <exception cref="AdoPatException"><see cref="ErrorIds.SignInFailed"/>: this build has no broker.</exception>
    /// <exception cref="SignInUnavailableException">This machine has none.</exception>
    public static IPublicClientApplication CreateClient(SignInRequest request)
    {
#if ADOPAT_BROKER
        IPublicClientApplication client = EntraClients.Builder(request)
            .WithBroker(new BrokerOptions(BrokerOptions.OperatingSystems.Windows) { Title = "AdoPat" })
            .WithParentActivityOrWindow(ParentWindow.Find)
            .Build();
        return IsAvailable(client) ? client : throw new SignInUnavailableException(
            "The account broker (WAM) is not available here; it is part of Windows 10, Windows Server 2019 and later.");
#else
        throw new AdoPatException(
            ErrorIds.SignInFailed,
            $"The broker cannot sign in to {request.Endpoints.Authority.Authority}: this package of AdoPat was built without it. "
            + "Leave -UseBroker away to sign in with the browser, or install a release that was built with AdoPatBroker=package.");
#endif
    }

    /// <summary>Opens the broker's window and waits for the answer.</summary>
    /// <param name="context">Who, and where to say so.</param>
    /// <param name="client">The client that <see cref="CreateClient"/> made.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The token.</returns>
    public static Task<AuthenticationResult> AcquireAsync(
        SignInContext context, IPublicClientApplication client, CancellationToken cancellationToken)
    {
        context.Limit.WaitingFor = "the sign-in window of Windows";
        context.Prompt.Ask(
            "Windows asks for an account: look for its sign-in window, perhaps behind this one. "
            + $"This waits for {context.Limit.TimeLeft}; Ctrl+C ends it.");
        return BrowserSignIn.Call(context, client, options: null).ExecuteAsync(cancellationToken);
    }

#if ADOPAT_BROKER
    private static bool IsAvailable(IPublicClientApplication client)
    {
        try
        {
            return ((PublicClientApplication)client).IsBrokerAvailable();
        }
        catch (Exception e) when (e is MsalClientException or DllNotFoundException or TypeInitializationException)
        {
            throw new SignInUnavailableException($"The account broker (WAM) could not be started: {EntraText.Tidy(e.Message)}", e);
        }
    }
#endif
}
