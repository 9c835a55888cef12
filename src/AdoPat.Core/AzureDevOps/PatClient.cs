using System;
using System.Collections.Generic;
using System.Net.Http;
using System.Runtime.CompilerServices;
using System.Text.Json.Serialization.Metadata;
using System.Threading;
using System.Threading.Tasks;
using AdoPat.AzureDevOps.Wire;
using AdoPat.Http;
using AdoPat.Models;
using AdoPat.Sessions;

namespace AdoPat.AzureDevOps;

/// <summary>
/// The PAT Lifecycle Management API (<c>tokens/pats</c>): the personal access tokens that the signed-in user owns.
/// </summary>
public sealed class PatClient
{
    private const int PageSize = 100;

    private const string OlderApiVersion = "7.1-preview.1";

    private readonly AdoPatSession _session;
    private readonly IRequestObserver? _observer;

    /// <summary>Makes a client; it is light, the connections are the session's.</summary>
    /// <param name="session">Who asks.</param>
    /// <param name="observer">Is told of every request; null for nobody.</param>
    public PatClient(AdoPatSession session, IRequestObserver? observer = null)
    {
        _session = session;
        _observer = observer;
    }

    /// <summary>
    /// Lists the tokens of one state, page by page as they are asked for, ordered by name. Tokens may be revoked or changed
    /// with the same session meanwhile: none is left out for that. Those it creates meanwhile are left out.
    /// </summary>
    /// <param name="organization">The organization's name.</param>
    /// <param name="state">Which tokens.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>The tokens; one page is requested ahead.</returns>
    /// <exception cref="AdoPatException">Any of the <c>Ado…</c> ids of <see cref="ErrorIds"/>.</exception>
    public async IAsyncEnumerable<PersonalAccessToken> ListAsync(
        string organization, PatState state, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (IReadOnlyList<PersonalAccessToken> page in ListPagesAsync(organization, state, cancellationToken).ConfigureAwait(false))
        {
            foreach (PersonalAccessToken token in page)
            {
                yield return token;
            }
        }
    }

    /// <summary>Lists the same as <see cref="ListAsync"/>, as many at once as the service gives.</summary>
    /// <param name="organization">The organization's name.</param>
    /// <param name="state">Which tokens.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>The pages; one is requested ahead.</returns>
    /// <exception cref="AdoPatException">Any of the <c>Ado…</c> ids of <see cref="ErrorIds"/>.</exception>
    public async IAsyncEnumerable<IReadOnlyList<PersonalAccessToken>> ListPagesAsync(
        string organization, PatState state, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        RequestContext context = await ContextForAsync(organization, $"Listing the tokens of {organization}", cancellationToken).ConfigureAwait(false);
        IAsyncEnumerable<IReadOnlyList<PatTokenWire>> pages = SteadyList.ReadAsync(
            _session,
            stop => Pages.ReadAsync(context.Action, ServiceIdentity.AzureDevOps, (page, ending) => ListPageAsync(context, state, page, ending), stop),
            token => token.AuthorizationId,
            cancellationToken);
        await foreach (IReadOnlyList<PatTokenWire> page in pages.ConfigureAwait(false))
        {
            List<PersonalAccessToken> tokens = new(page.Count);
            foreach (PatTokenWire token in page)
            {
                _session.NoteTokenName(token.DisplayName ?? "");
                tokens.Add(PatMapping.ToModel(token, organization, state));
            }

            yield return tokens;
        }
    }

    /// <summary>Gets one token.</summary>
    /// <param name="organization">The organization's name.</param>
    /// <param name="authorizationId">The id of the token.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>
    /// The token. The service does not say whether a single token is revoked: the state is <see cref="PatState.Active"/>
    /// or <see cref="PatState.Expired"/> by its end. <see cref="PatSearch.GetAsync"/> finds that out too.
    /// </returns>
    /// <exception cref="AdoPatException"><see cref="ErrorIds.PatNotFound"/>, or any of the <c>Ado…</c> ids.</exception>
    public async Task<PersonalAccessToken> GetAsync(string organization, Guid authorizationId, CancellationToken cancellationToken = default)
    {
        RequestContext context = await ContextForAsync(
            organization, $"Getting the token {authorizationId} of {organization}", cancellationToken, isAboutToken: true).ConfigureAwait(false);
        ServiceAnswer answer = await SendAsync(context, HttpMethod.Get, $"authorizationId={authorizationId}", cancellationToken).ConfigureAwait(false);
        PatTokenWire token = PatResults.Read(answer);
        PatState state = token.ValidTo <= _session.Clock.GetUtcNow() ? PatState.Expired : PatState.Active;
        return PatMapping.ToModel(token, organization, state);
    }

    /// <summary>Creates a token. The request is never sent twice, unless the service provably did not act on it.</summary>
    /// <param name="organization">The organization's name.</param>
    /// <param name="creation">What it is to be.</param>
    /// <param name="asPlainText">True to fill <see cref="IssuedPersonalAccessToken.PlainTextToken"/>.</param>
    /// <param name="cancellationToken">
    /// Ends the work; a request that is under way gets a moment to answer. When that moment is not enough, the token may
    /// be there although this throws <see cref="OperationCanceledException"/>.
    /// </param>
    /// <returns>
    /// The token with its secret. Its end may be sooner than asked for: compare <see cref="PersonalAccessToken.ValidTo"/>
    /// with <see cref="PatLifetime.IsClamped"/>.
    /// </returns>
    /// <exception cref="AdoPatException">
    /// The <c>Pat…</c> ids for refusals; <see cref="ErrorIds.PatOutcomeUnknown"/> when the answer was lost: its message
    /// names the tokens that may be the one whose secret nobody has.
    /// </exception>
    public async Task<IssuedPersonalAccessToken> CreateAsync(
        string organization, PatCreation creation, bool asPlainText = false, CancellationToken cancellationToken = default)
    {
        RequestContext context = await ContextForAsync(
            organization, $"Creating the token '{creation.Name}' in {organization}", cancellationToken).ConfigureAwait(false);
        PatTokenCreateWire body = PatMapping.ToWire(creation);
        DateTimeOffset start = _session.Clock.GetUtcNow();
        try
        {
            PatTokenWire token = await RepeatWhilePolicyIsDownAsync(
                async () => PatResults.ReadIssued(await SendAsync(
                    context, HttpMethod.Post, body, AzureDevOpsJson.Default.PatTokenCreateWire, cancellationToken).ConfigureAwait(false)),
                cancellationToken).ConfigureAwait(false);
            _session.NoteTokenName(creation.Name);
            _session.Changes.NoteMade(token.AuthorizationId ?? default);
            return PatMapping.ToIssued(token, organization, asPlainText);
        }
        catch (AdoPatException lost) when (lost.ErrorId == ErrorIds.PatOutcomeUnknown && !creation.IsLookedForLater)
        {
            throw await LostCreation.ExplainAsync(this, organization, creation, start, lost, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Changes the name, the scopes or the end of a token; the secret stays as it is.</summary>
    /// <param name="token">The token as it is now.</param>
    /// <param name="change">What is to change.</param>
    /// <param name="cancellationToken">Ends the work; a request that is under way gets a moment to answer.</param>
    /// <returns>The token as it is afterwards. Its end may be sooner than asked for.</returns>
    /// <exception cref="AdoPatException">The <c>Pat…</c> ids for refusals, or any of the <c>Ado…</c> ids.</exception>
    public async Task<PersonalAccessToken> UpdateAsync(PersonalAccessToken token, PatChange change, CancellationToken cancellationToken = default)
    {
        TokenOwnership.Require(_session, token);
        RequestContext context = await ContextForAsync(
            token.Organization, $"Changing the token {token}", cancellationToken, isAboutToken: true).ConfigureAwait(false);
        PatTokenUpdateWire body = PatMapping.ToWire(token, change);
        PatTokenWire changed = await _session.Changes.RunAsync(() => RepeatWhilePolicyIsDownAsync(
            async () => PatResults.Read(await SendAsync(
                context, HttpMethod.Put, body, AzureDevOpsJson.Default.PatTokenUpdateWire, cancellationToken).ConfigureAwait(false)),
            cancellationToken)).ConfigureAwait(false);
        _session.NoteTokenName(changed.DisplayName ?? "");
        return PatMapping.ToModel(changed, token.Organization, PatState.Active);
    }

    /// <summary>Revokes a token. It cannot be undone. The service may accept the secret for up to an hour longer.</summary>
    /// <param name="organization">The organization's name.</param>
    /// <param name="authorizationId">The id of the token.</param>
    /// <param name="cancellationToken">Ends the work; a request that is under way gets a moment to answer.</param>
    /// <returns>A task that ends when the service has confirmed it.</returns>
    /// <exception cref="AdoPatException"><see cref="ErrorIds.PatNotFound"/>, or any of the <c>Ado…</c> ids.</exception>
    public async Task RevokeAsync(string organization, Guid authorizationId, CancellationToken cancellationToken = default)
    {
        RequestContext context = await ContextForAsync(
            organization, $"Revoking the token {authorizationId} of {organization}", cancellationToken, isAboutToken: true).ConfigureAwait(false);
        ServiceAnswer answer = await _session.Changes.RunAsync(
            () => SendAsync(context, HttpMethod.Delete, $"authorizationId={authorizationId}", cancellationToken)).ConfigureAwait(false);
        try
        {
            PatResults.ReadRevoked(answer);
        }
        catch (AdoPatException gone) when (gone.ErrorId == ErrorIds.PatNotFound && context.MayHaveHappened)
        {
            await LostRevocation.CheckAsync(this, organization, authorizationId, gone, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<RequestContext> ContextForAsync(
        string organization, string action, CancellationToken cancellationToken, bool isAboutToken = false)
    {
        OrganizationName.Require(organization);
        return new RequestContext
        {
            Action = action,
            Organization = organization,
            IsAboutToken = isAboutToken,
            TenantId = await _session.TenantOfAsync(organization, _observer, cancellationToken).ConfigureAwait(false),
            Observer = _observer,
        };
    }

    private async Task<Page<PatTokenWire>> ListPageAsync(RequestContext context, PatState state, string? page, CancellationToken cancellationToken)
    {
        string query = $"displayFilterOption={PatMapping.ToFilter(state)}&sortByOption=displayName&isSortAscending=true&$top={PageSize}"
            + (page is null ? "" : "&continuationToken=" + Uri.EscapeDataString(page));
        ServiceAnswer answer = await SendAsync(context, HttpMethod.Get, query, cancellationToken).ConfigureAwait(false);
        if (!answer.IsSuccess)
        {
            throw AnswerErrors.From(answer);
        }

        return answer.TryRead(AzureDevOpsJson.Default.PagedPatTokensWire) is { PatTokens: { } tokens } read
            ? new Page<PatTokenWire>(tokens, read.ContinuationToken)
            : throw AnswerErrors.Unexpected(answer, "the answer is no list of tokens");
    }

    private Task<ServiceAnswer> SendAsync(RequestContext context, HttpMethod method, string query, CancellationToken cancellationToken) =>
        SendAsync(version => _session.Client.SendAsync(method, Address(context, query + "&", version), context, cancellationToken));

    private Task<ServiceAnswer> SendAsync<T>(RequestContext context, HttpMethod method, T body, JsonTypeInfo<T> type, CancellationToken cancellationToken) =>
        SendAsync(version => _session.Client.SendAsync(method, Address(context, "", version), body, type, context, cancellationToken));

    // A service that does not know the version yet says so before it does anything; the older one has the same paths.
    private async Task<ServiceAnswer> SendAsync(Func<string, Task<ServiceAnswer>> send)
    {
        string version = _session.PatApiVersion;
        ServiceAnswer answer = await send(version).ConfigureAwait(false);
        if (version == OlderApiVersion || !PatResults.IsUnknownVersion(answer))
        {
            return answer;
        }

        _session.PatApiVersion = OlderApiVersion;
        return await send(OlderApiVersion).ConfigureAwait(false);
    }

    private Uri Address(RequestContext context, string query, string version) =>
        new(_session.Endpoints.BaseOf(ServiceHosts.Sps), $"{context.Organization}/_apis/tokens/pats?{query}api-version={version}");

    // The service could not read its policies and did nothing: the one refusal that is worth asking again.
    private async Task<PatTokenWire> RepeatWhilePolicyIsDownAsync(Func<Task<PatTokenWire>> send, CancellationToken cancellationToken)
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                return await send().ConfigureAwait(false);
            }
            catch (AdoPatException refused) when (attempt < 3 && PatErrors.IsTransient(refused.ServiceCode))
            {
                TimeSpan delay = RetryRule.DelayBefore(attempt + 1, null, Jitter.Next());
                _observer?.Waiting("The service could not read its policies.", delay);
                await _session.Clock.Wait(delay, cancellationToken).ConfigureAwait(false);
            }
        }
    }
}
