using System;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using AdoPat.Apigee.Wire;
using AdoPat.Http;
using AdoPat.Models;

namespace AdoPat.Apigee;

/// <summary>Starts sessions with Apigee Edge: signs in, and checks that the server takes the user.</summary>
public static class ApigeeStart
{
    private const string Version = "/v1";

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
        if (signIn.Organization.Trim() is "" or "." or "..")
        {
            throw new AdoPatException(ErrorIds.InvalidArgument, $"No organization can have the name '{signIn.Organization}'. Nothing was sent.");
        }

        Uri address = AddressOf(signIn);
        IApigeeCredential credential = await SignInAsync(signIn, observer, cancellationToken).ConfigureAwait(false);
        ApigeeSession session = new(signIn.Organization, address, signIn.ProxyUri is not null, signIn.Servers, credential, signIn.Clock);
        try
        {
            if (!session.IsProxy)
            {
                await OpenAsync(session, observer, cancellationToken).ConfigureAwait(false);
            }

            return session;
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    // A server of another kind, or something on the way, says yes to anything.
    private static async Task OpenAsync(ApigeeSession session, IRequestObserver? observer, CancellationToken cancellationToken)
    {
        RequestContext context = session.ContextFor($"Opening {session.Organization}", observer);
        ServiceAnswer answer = await session.SendAsync(HttpMethod.Get, "", context, cancellationToken).ConfigureAwait(false);
        ApigeeErrors.Check(answer);
        if (!string.Equals(JsonFields.TryRead(answer.Body)?.Text("name"), session.Organization, StringComparison.OrdinalIgnoreCase))
        {
            throw ApigeeErrors.Unexpected(answer, "the answer is not that organization");
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
            : FixedCredential.Basic(signIn.UserName, signIn.Password, signIn.Clock);
    }

    private static Uri AddressOf(ApigeeSignIn signIn)
    {
        if (signIn.ProxyUri is { } proxy)
        {
            signIn.Servers.Require(proxy, nameof(ApigeeSignIn.ProxyUri));
            return proxy;
        }

        // None by default: whoever forgot it would send the company's password to another company.
        Uri named = signIn.ManagementUri ?? signIn.Servers.Emulated ?? throw new AdoPatException(
            ErrorIds.InvalidArgument,
            "Nothing says which management server to sign in to. Nothing was sent. Name it with -ManagementUri, such as https://apigee.example.com:8443; "
            + "that of Apigee's public cloud is https://api.enterprise.apigee.com.");
        signIn.Servers.Require(named, nameof(ApigeeSignIn.ManagementUri));
        string text = named.GetLeftPart(UriPartial.Path).TrimEnd('/');
        return new Uri(text.EndsWith(Version, StringComparison.OrdinalIgnoreCase) ? text : text + Version);
    }
}
