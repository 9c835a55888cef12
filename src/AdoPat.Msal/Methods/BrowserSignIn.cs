using System;
using System.ComponentModel;
using System.Threading;
using System.Threading.Tasks;
using AdoPat.Msal.Errors;
using Microsoft.Identity.Client;

namespace AdoPat.Msal.Methods;

/// <summary>Signs in with the system's web browser; the answer comes back to a loopback address.</summary>
internal static class BrowserSignIn
{
    /// <summary>Opens the browser and waits for the answer.</summary>
    /// <param name="context">Who, and where to say so.</param>
    /// <param name="client">The client without broker.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The token.</returns>
    /// <exception cref="SignInUnavailableException">No browser can be opened, or no port can be listened on.</exception>
    public static async Task<AuthenticationResult> AcquireAsync(
        SignInContext context, IPublicClientApplication client, CancellationToken cancellationToken)
    {
        var options = new SystemWebViewOptions
        {
            HtmlMessageSuccess = SignInPages.Success,
            HtmlMessageError = SignInPages.Error,
        };
        context.Limit.WaitingFor = "the sign-in in the browser";
        context.Prompt.Ask(
            $"A browser window opens now: sign in there{(context.Request.Account is { } account ? $" as {account}" : "")}. "
            + $"This waits for {context.Limit.TimeLeft}; Ctrl+C ends it.");
        try
        {
#if NET
            if (OperatingSystem.IsLinux())
            {
                return await OpenOnLinuxAsync(context, client, options, cancellationToken).ConfigureAwait(false);
            }
#endif
            return await Call(context, client, options).ExecuteAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (CannotBeDoneHere(e))
        {
            throw new SignInUnavailableException($"No browser sign-in is possible here: {EntraText.Tidy(e.Message)}", e);
        }
    }

    /// <summary>The request, which the broker answers when the client has one.</summary>
    /// <param name="context">Who.</param>
    /// <param name="client">The client.</param>
    /// <param name="options">The pages shown at the end; null for the broker.</param>
    /// <returns>The call.</returns>
    public static AcquireTokenInteractiveParameterBuilder Call(
        SignInContext context, IPublicClientApplication client, SystemWebViewOptions? options)
    {
        AcquireTokenInteractiveParameterBuilder call = client.AcquireTokenInteractive(EntraClients.Scopes);
        call = options is null ? call : call.WithUseEmbeddedWebView(false).WithSystemWebViewOptions(options);
        call = context.Request.Account is { } account ? call.WithLoginHint(account) : call.WithPrompt(Prompt.SelectAccount);
        return context.Claims is { } claims ? call.WithClaims(claims) : call;
    }

#if NET
    private static async Task<AuthenticationResult> OpenOnLinuxAsync(
        SignInContext context, IPublicClientApplication client, SystemWebViewOptions options, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var browser = new LinuxBrowser();
        options.OpenBrowserAsync = browser.OpenAsync;
        Task<AuthenticationResult> signIn = Call(context, client, options).ExecuteAsync(stop.Token);
        if (await Task.WhenAny(signIn, browser.Failed).ConfigureAwait(false) == signIn)
        {
            return await signIn.ConfigureAwait(false);
        }

        await stop.CancelAsync().ConfigureAwait(false);
        throw new SignInUnavailableException(await browser.Failed.ConfigureAwait(false));
    }
#endif

    private static bool CannotBeDoneHere(Exception exception) => exception switch
    {
        MsalClientException client => client.ErrorCode is MsalError.LinuxXdgOpen or MsalError.HttpListenerError,
        _ => exception is PlatformNotSupportedException or Win32Exception,
    };
}
