using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using System.Security;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using AdoPat.Apigee.Wire;
using AdoPat.Http;
using AdoPat.Models;
using AdoPat.Secrets;

namespace AdoPat.Apigee.Tokens;

/// <summary>The access tokens that an organization of Apigee Edge has issued (<c>oauth2</c> of the management API).</summary>
public sealed class ApigeeTokenClient
{
    /// <summary>How many tokens a page of a search has; a server that has not been told otherwise gives so many at most.</summary>
    public const int DefaultPageSize = 100;

    private readonly ApigeeSession _session;
    private readonly IRequestObserver? _observer;

    /// <summary>Makes a client; it is light, the connections are the session's.</summary>
    /// <param name="session">Who asks.</param>
    /// <param name="observer">Is told of every request; null for nobody.</param>
    public ApigeeTokenClient(ApigeeSession session, IRequestObserver? observer = null)
    {
        _session = session;
        _observer = observer;
    }

    /// <summary>
    /// Searches tokens, page by page as they are asked for; each comes once. Whether revoked ones and those that have ended come too is
    /// the server's choice.
    /// </summary>
    /// <param name="filter">Which tokens.</param>
    /// <param name="pageSize">How many a page has, at least 1. The server has a limit of its own.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>
    /// Tokens of which <see cref="ApigeeToken.Organization"/>, <see cref="ApigeeToken.AccessToken"/> and
    /// <see cref="ApigeeToken.Fingerprint"/> are known; one page is requested ahead.
    /// </returns>
    /// <exception cref="AdoPatException">
    /// <see cref="ErrorIds.ApigeeTokenAccessDisabled"/>, <see cref="ErrorIds.ApigeeInvalidLimit"/>, <see cref="ErrorIds.ApigeeAppNotFound"/>,
    /// <see cref="ErrorIds.ApigeeTokenNotFound"/> when the server says that nobody has such an end user,
    /// <see cref="ErrorIds.ApigeeUnexpectedResponse"/> when the list broke off or changed while it was read, or another <c>Apigee…</c> id.
    /// </exception>
    public async IAsyncEnumerable<IReadOnlyList<ApigeeToken>> SearchPagesAsync(
        TokenFilter filter, int pageSize = DefaultPageSize, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        string action = $"Searching the tokens of {filter} in {_session.Organization}";
        string query = $"oauth2/search?{filter.ToQuery()}&limit={pageSize.ToString(CultureInfo.InvariantCulture)}";
        TokenSearchPages pages = new();
        IAsyncEnumerable<IReadOnlyList<string>> values = Pages.ReadAsync(
            action, ServiceIdentity.ApigeeEdge, (start, ending) => ReadPageAsync(pages, action, query, start, ending), cancellationToken);
        await foreach (IReadOnlyList<string> page in values.ConfigureAwait(false))
        {
            yield return [.. page.Select(value => new ApigeeToken { Organization = _session.Organization, AccessToken = SecretText.ToSecureString(value) })];
        }

        if (pages.BrokenOff is { } brokenOff)
        {
            throw brokenOff;
        }
    }

    /// <summary>Gets the details of one token.</summary>
    /// <param name="accessToken">Its value.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>The token.</returns>
    /// <exception cref="AdoPatException"><see cref="ErrorIds.ApigeeTokenNotFound"/>, or another <c>Apigee…</c> id.</exception>
    public async Task<ApigeeToken> GetAsync(SecureString accessToken, CancellationToken cancellationToken = default)
    {
        ServiceAnswer answer = await SendAsync(HttpMethod.Get, "Getting", accessToken, "", cancellationToken).ConfigureAwait(false);
        return ReadDetails(answer, _session.Organization, accessToken);
    }

    /// <summary>Revokes one token. <see cref="ApproveAsync"/> undoes it, until the token ends.</summary>
    /// <param name="accessToken">Its value.</param>
    /// <param name="cascade">Whether its refresh token goes too.</param>
    /// <param name="cancellationToken">Ends the work; a request that is under way gets a moment to answer.</param>
    /// <returns>A task that ends when the server has confirmed it. The runtime may take the token for up to 180 seconds longer.</returns>
    /// <exception cref="AdoPatException">
    /// <see cref="ErrorIds.ApigeeTokenNotFound"/>, <see cref="ErrorIds.ApigeeNotRevoked"/> when the answer says so, or another <c>Apigee…</c> id.
    /// </exception>
    public async Task RevokeAsync(SecureString accessToken, bool cascade, CancellationToken cancellationToken = default)
    {
        ServiceAnswer answer = await SendAsync(
            HttpMethod.Post, "Revoking", accessToken, $"?action=revoke&cascade={Text(cascade)}", cancellationToken).ConfigureAwait(false);
        if (JsonFields.TryRead(answer.Body) is not null && ReadDetails(answer, _session.Organization, accessToken).Status == ApigeeTokenStatus.Approved)
        {
            throw AnswerFailure.Make(answer, ErrorIds.ApigeeNotRevoked, "the server took the request, and answered that the token is still approved. Look at it again with Get-ApigeeToken.");
        }
    }

    /// <summary>Takes the revocation of a token back.</summary>
    /// <param name="accessToken">Its value.</param>
    /// <param name="cascade">Whether that of its refresh token is taken back too.</param>
    /// <param name="cancellationToken">Ends the work; a request that is under way gets a moment to answer.</param>
    /// <returns>A task that ends when the server has confirmed it.</returns>
    /// <exception cref="AdoPatException">
    /// <see cref="ErrorIds.ApigeeTokenNotFound"/>, <see cref="ErrorIds.ApigeeRefused"/> when it has ended or its app is not approved, or another
    /// <c>Apigee…</c> id.
    /// </exception>
    public Task ApproveAsync(SecureString accessToken, bool cascade, CancellationToken cancellationToken = default) =>
        SendAsync(HttpMethod.Post, "Approving", accessToken, $"?action=approve&cascade={Text(cascade)}", cancellationToken);

    /// <summary>Has all tokens of an end user, of an app, or of both revoked. It cannot be undone as a whole, and goes on after the answer.</summary>
    /// <param name="filter">Which tokens.</param>
    /// <param name="cascade">Whether their refresh tokens go too. It is always sent, as servers differ in what they do without it.</param>
    /// <param name="cancellationToken">Ends the work; a request that is under way gets a moment to answer.</param>
    /// <returns>How many tokens the server has taken for revocation; null when it did not say.</returns>
    /// <exception cref="AdoPatException">
    /// <see cref="ErrorIds.ApigeeTokenAccessDisabled"/>, <see cref="ErrorIds.ApigeeAppNotFound"/>, <see cref="ErrorIds.ApigeeTokenNotFound"/>,
    /// or another <c>Apigee…</c> id.
    /// </exception>
    public async Task<int?> RevokeAllAsync(TokenFilter filter, bool cascade, CancellationToken cancellationToken = default)
    {
        // To do it twice does no harm: what is revoked stays so.
        RequestContext context = _session.ContextFor($"Revoking the tokens of {filter} in {_session.Organization}", _observer, isRepeatable: true);
        ServiceAnswer answer = await _session.SendAsync(
            HttpMethod.Post, $"oauth2/revoke?{filter.ToQuery()}&cascade={Text(cascade)}", context, cancellationToken).ConfigureAwait(false);
        ApigeeErrors.Check(answer);
        return int.TryParse(Encoding.UTF8.GetString(answer.Body.ToArray()).Trim().Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out int submitted)
            ? submitted
            : null;
    }

    /// <summary>Reads the answer to a request for details. Where the server does not tell the time, its word for the status counts: this machine's clock may be wrong.</summary>
    internal static ApigeeToken ReadDetails(ServiceAnswer answer, string organization, SecureString accessToken) =>
        JsonFields.TryRead(answer.Body) is { } fields
            ? TokenMapping.ToModel(fields, organization, accessToken, answer.Date ?? DateTimeOffset.MinValue)
            : throw ApigeeErrors.Unexpected(answer, "the answer is no token");

    private async Task<Page<string>> ReadPageAsync(TokenSearchPages pages, string action, string query, string? start, CancellationToken cancellationToken)
    {
        RequestContext context = _session.ContextFor(action, _observer, secret: start);
        string resource = start is null ? query : $"{query}&start={Uri.EscapeDataString(start)}";
        ServiceAnswer answer = await _session.SendAsync(HttpMethod.Get, resource, context, cancellationToken).ConfigureAwait(false);
        try
        {
            ApigeeErrors.Check(answer);
        }
        catch (AdoPatException refused) when (start is not null && refused.ErrorId == ErrorIds.ApigeeTokenNotFound)
        {
            throw TokenSearchPages.PlaceIsGone(answer);
        }

        return pages.Read(answer, start);
    }

    private async Task<ServiceAnswer> SendAsync(HttpMethod method, string verb, SecureString accessToken, string query, CancellationToken cancellationToken)
    {
        string value = SecretText.ToPlainText(accessToken);
        if (string.IsNullOrWhiteSpace(value))
        {
            // The address would be that of all tokens.
            throw new AdoPatException(ErrorIds.InvalidArgument, $"{verb} a token is not possible: its value is empty. Nothing was sent.");
        }

        RequestContext context = _session.ContextFor(
            $"{verb} the token {TokenFingerprint.Of(accessToken)} of {_session.Organization}", _observer, value, isRepeatable: true);
        ServiceAnswer answer = await _session.SendAsync(
            method, $"oauth2/accesstokens/{Uri.EscapeDataString(value)}{query}", context, cancellationToken, ContentOf(method)).ConfigureAwait(false);
        ApigeeErrors.Check(answer);
        return answer;
    }

    // By the type of the body the server tells an action from a change of attributes.
    private static ByteArrayContent? ContentOf(HttpMethod method) => method == HttpMethod.Get
        ? null
        : new ByteArrayContent([]) { Headers = { ContentType = new MediaTypeHeaderValue("application/octet-stream") } };

    private static string Text(bool value) => value ? "true" : "false";
}
