using System;
using System.IO;
using System.Runtime.InteropServices;
using System.Threading.Tasks;
using AdoPat.Msal.Errors;
using AdoPat.Sessions;
using Microsoft.Identity.Client;
using Microsoft.Identity.Client.Extensions.Msal;

namespace AdoPat.Msal.Caching;

/// <summary>Where the refresh tokens are kept between processes, if anywhere.</summary>
internal sealed class TokenCacheStore
{
    private readonly MsalCacheHelper? _helper;
    private readonly ISignInPrompt _prompt;

    private TokenCacheStore(MsalCacheHelper? helper, ISignInPrompt prompt)
    {
        _helper = helper;
        _prompt = prompt;
    }

    /// <summary>Opens the store that is asked for. May block: a keyring asks to be unlocked.</summary>
    /// <param name="request">Which kind, and where.</param>
    /// <param name="prompt">Told when only memory is left, or the store was damaged.</param>
    /// <returns>The store; one in memory when the protected one does not work.</returns>
    public static async Task<TokenCacheStore> OpenAsync(SignInRequest request, ISignInPrompt prompt)
    {
        if (request.TokenCache == TokenCacheKind.Memory)
        {
            return new TokenCacheStore(null, prompt);
        }

        try
        {
            TokenCacheFile file = TokenCacheFile.For(request);
            file.Secure();
            MsalCacheHelper helper = await MsalCacheHelper.CreateAsync(file.Storage()).ConfigureAwait(false);
            helper.VerifyPersistence();
            return new TokenCacheStore(helper, prompt);
        }
        catch (Exception e) when (IsAboutStorage(e))
        {
            prompt.Warn(
                $"The sign-in is kept in memory only and ends with this process: {ReasonOf(e)} {WayOut(request.TokenCache)}");
            return new TokenCacheStore(null, prompt);
        }
    }

    /// <summary>Lets a client keep its tokens here.</summary>
    /// <param name="client">The client.</param>
    /// <returns>A task that ends when the store was read once.</returns>
    public async Task AttachAsync(IPublicClientApplication client)
    {
        if (_helper is null)
        {
            return;
        }

        _helper.RegisterCache(client.UserTokenCache);
        try
        {
            await client.GetAccountsAsync().ConfigureAwait(false);
        }
        catch (MsalClientException e) when (e.ErrorCode == MsalError.JsonParseError)
        {
            // MSAL has emptied the store before it threw; the next access works.
            _prompt.Warn("The token cache was damaged and has been emptied: everybody who was in it has to sign in again.");
        }
    }

    private static bool IsAboutStorage(Exception exception) => exception
        is MsalCachePersistenceException or IOException or UnauthorizedAccessException or InvalidOperationException or DllNotFoundException;

    private static string ReasonOf(Exception exception)
    {
        Exception cause = exception;
        while (cause.InnerException is not null)
        {
            cause = cause.InnerException;
        }

        return cause is DllNotFoundException
            ? "libsecret is not installed, so there is no keyring to keep it in."
            : EntraText.Tidy(cause.Message);
    }

    private static string WayOut(TokenCacheKind kind)
    {
        if (kind == TokenCacheKind.PlainText)
        {
            return "Choose another folder for the token cache, or make this one writable for you only.";
        }

        string repair = RuntimeInformation.IsOSPlatform(OSPlatform.Linux)
            ? "Install libsecret and a keyring such as gnome-keyring and sign in to a desktop session that unlocks it"
            : RuntimeInformation.IsOSPlatform(OSPlatform.OSX) ? "Unlock the login keychain" : "Check the user profile's data protection (DPAPI)";
        return $"{repair}; or choose -TokenCache Memory, which does not warn, or -TokenCache PlainText, a file that only you can read but that is not encrypted.";
    }
}
