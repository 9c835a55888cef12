using System;
using System.Collections.Generic;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Security;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using AdoPat.Apigee.Wire;
using AdoPat.Http;
using AdoPat.Models;
using AdoPat.Secrets;
using AdoPat.Sessions;

namespace AdoPat.Apigee;

/// <summary>Asks Apigee's sign-in server for tokens.</summary>
internal sealed class SsoClient : IDisposable
{
    // The public client that all of Apigee's own tools are; its secret is in their documentation.
    private static readonly AuthenticationHeaderValue PublicClient = new(
        "Basic", Convert.ToBase64String(Encoding.ASCII.GetBytes("edgecli:edgeclisecret")));

    private readonly ServiceClient _client;
    private readonly Uri _address;
    private readonly TimeProvider _clock;

    public SsoClient(Uri server, ApigeeServers servers, TimeProvider clock)
    {
        servers.Require(server, nameof(ApigeeSignIn.SsoUri));
        _client = servers.ClientFor(server, credential: null, account: "", clock);
        _address = new Uri(server.GetLeftPart(UriPartial.Path).TrimEnd('/') + "/oauth/token");
        _clock = clock;
    }

    public void Dispose() => _client.Dispose();

    /// <summary>Asks with the user's password, and the code of a second factor where there is one.</summary>
    public Task<SsoGrant> WithPasswordAsync(string userName, SecureString password, string? mfaToken, IRequestObserver? observer, CancellationToken cancellationToken)
    {
        string secret = SecretText.ToPlainText(password);
        Dictionary<string, string> form = new() { ["grant_type"] = "password", ["response_type"] = "token", ["username"] = userName, ["password"] = secret };
        if (mfaToken is not null)
        {
            form["mfa_token"] = mfaToken;
        }

        return AskAsync($"Signing in {userName}", form, mfaToken is null ? [secret] : [secret, mfaToken], observer, cancellationToken);
    }

    /// <summary>Asks with a one-time code.</summary>
    public Task<SsoGrant> WithPasscodeAsync(SecureString passcode, IRequestObserver? observer, CancellationToken cancellationToken)
    {
        string secret = SecretText.ToPlainText(passcode).Trim();
        return AskAsync(
            "Signing in with a passcode",
            new() { ["grant_type"] = "password", ["response_type"] = "token", ["passcode"] = secret },
            [secret],
            observer,
            cancellationToken);
    }

    /// <summary>Asks with a refresh token.</summary>
    public Task<SsoGrant> WithRefreshTokenAsync(SecureString refreshToken, IRequestObserver? observer, CancellationToken cancellationToken)
    {
        string secret = SecretText.ToPlainText(refreshToken).Trim();
        return AskAsync(
            "Signing in with a refresh token", new() { ["grant_type"] = "refresh_token", ["refresh_token"] = secret }, [secret], observer, cancellationToken);
    }

    private async Task<SsoGrant> AskAsync(
        string action, Dictionary<string, string> form, string[] secrets, IRequestObserver? observer, CancellationToken cancellationToken)
    {
        HttpRequestMessage request = new(HttpMethod.Post, _address) { Content = new FormUrlEncodedContent(form) };
        request.Headers.Authorization = PublicClient;
        RequestContext context = new()
        {
            Action = action,
            Service = ServiceIdentity.ApigeeEdge,
            Secrets = secrets,
            IsRepeatable = true,
            WithoutAccessToken = true,
            Observer = observer,
        };
        ServiceAnswer answer = await _client.SendAsync(request, context, cancellationToken).ConfigureAwait(false);
        return answer.IsSuccess ? Read(answer) : throw Refused(answer);
    }

    // What the server says no to is a sign-in that failed; anything else is a failure of the server.
    private static AdoPatException Refused(ServiceAnswer answer)
    {
        ApigeeErrorBody error = ApigeeErrorBody.Read(answer);
        return (int)answer.Status is 400 or 401 or 403
            ? AnswerFailure.Make(
                answer, ErrorIds.SignInFailed, "the sign-in server refused it. A password, passcode or code of a second factor is wrong or used up, or the refresh token has ended.", error.Text, error.Code)
            : ApigeeErrors.From(answer);
    }

    private SsoGrant Read(ServiceAnswer answer)
    {
        SsoTokenWire? tokens = answer.TryRead(ApigeeJson.Default.SsoTokenWire);
        if (string.IsNullOrEmpty(tokens?.AccessToken))
        {
            throw ApigeeErrors.Unexpected(answer, "the answer holds no access token");
        }

        DateTimeOffset end = tokens!.ExpiresIn is > 0 and < int.MaxValue and var seconds ? _clock.GetUtcNow().AddSeconds(seconds) : DateTimeOffset.MaxValue;
        return new SsoGrant(
            new AccessToken(tokens.AccessToken!, end), string.IsNullOrEmpty(tokens.RefreshToken) ? null : SecretText.ToSecureString(tokens.RefreshToken!));
    }
}
