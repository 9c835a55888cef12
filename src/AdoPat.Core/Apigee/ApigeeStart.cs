using System;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using AdoPat.Http;
using AdoPat.Models;

namespace AdoPat.Apigee;

/// <summary>Starts sessions with Apigee Edge: signs in, and checks that the server takes the user.</summary>
public static class ApigeeStart
{
    private const string Version = "/v1";

    private static readonly Uri PublicCloud = new("https://api.enterprise.apigee.com");

    /// <summary>Signs a user in.</summary>
    /// <param name="signIn">Who, where and how: <see cref="ApigeeSignIn.AccessToken"/>, or with <see cref="ApigeeSignIn.SsoUri"/> one of the others, else a password.</param>
    /// <param name="observer">Is told of every request; null for nobody.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The session; dispose it.</returns>
    /// <exception cref="AdoPatException">
    /// <see cref="ErrorIds.InvalidArgument"/>: an address or a thumbprint cannot be used; <see cref="ErrorIds.SignInFailed"/>: the sign-in
    /// server refused; or an <c>Apigee…</c> id.
    /// </exception>
    public static async Task<ApigeeSession> ConnectAsync(ApigeeSignIn signIn, IRequestObserver? observer = null, CancellationToken cancellationToken = default)
    {
        Uri address = AddressOf(signIn);
        IApigeeCredential credential = await SignInAsync(signIn, observer, cancellationToken).ConfigureAwait(false);
        ApigeeSession session = new(signIn.Organization, address, signIn.ProxyUri is not null, signIn.Servers, credential, signIn.Clock);
        try
        {
            if (!session.IsProxy)
            {
                RequestContext context = session.ContextFor($"Opening {session.Organization}", observer);
                ApigeeErrors.Check(await session.SendAsync(HttpMethod.Get, "", context, cancellationToken).ConfigureAwait(false));
            }

            return session;
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    private static async Task<IApigeeCredential> SignInAsync(ApigeeSignIn signIn, IRequestObserver? observer, CancellationToken cancellationToken)
    {
        if (signIn.SsoUri is not null)
        {
            return await SsoCredential.SignInAsync(signIn, observer, cancellationToken).ConfigureAwait(false);
        }

        return signIn.AccessToken is not null
            ? FixedCredential.Bearer(signIn.AccessToken, signIn.Clock)
            : FixedCredential.Basic(signIn.UserName!, signIn.Password!, signIn.Clock);
    }

    private static Uri AddressOf(ApigeeSignIn signIn)
    {
        if (signIn.ProxyUri is { } proxy)
        {
            signIn.Servers.Require(proxy, nameof(ApigeeSignIn.ProxyUri));
            return proxy;
        }

        Uri named = signIn.ManagementUri ?? signIn.Servers.Emulated ?? PublicCloud;
        signIn.Servers.Require(named, nameof(ApigeeSignIn.ManagementUri));
        string text = named.GetLeftPart(UriPartial.Path).TrimEnd('/');
        return new Uri(text.EndsWith(Version, StringComparison.OrdinalIgnoreCase) ? text : text + Version);
    }
}
