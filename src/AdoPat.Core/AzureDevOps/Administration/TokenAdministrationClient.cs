using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using AdoPat.AzureDevOps.Wire;
using AdoPat.Http;
using AdoPat.Models;
using AdoPat.Sessions;

namespace AdoPat.AzureDevOps.Administration;

/// <summary>
/// The Token Administration API (<c>tokenadmin</c>): the tokens and SSH keys of all users of an organization, for its
/// administrators.
/// </summary>
public sealed class TokenAdministrationClient
{
    /// <summary>How many tokens are revoked by one request at most. The service's own limit is not documented.</summary>
    public const int MostRevocations = 990;

    private const int PageSize = 100;
    private const string ApiVersion = "7.2-preview.1";
    private const string Permission = "membership in the group Project Collection Administrators";

    private readonly AdoPatSession _session;
    private readonly IRequestObserver? _observer;

    /// <summary>Makes a client; it is light, the connections are the session's.</summary>
    /// <param name="session">Who asks.</param>
    /// <param name="observer">Is told of every request; null for nobody.</param>
    public TokenAdministrationClient(AdoPatSession session, IRequestObserver? observer = null)
    {
        _session = session;
        _observer = observer;
    }

    /// <summary>
    /// Lists the tokens of a user that work in the organization, those for all organizations among them. Some may be revoked
    /// with the same session meanwhile: none is left out for that.
    /// </summary>
    /// <param name="organization">The organization's name.</param>
    /// <param name="user">Whose tokens.</param>
    /// <param name="isSshKeys">True for SSH keys instead of personal access tokens.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>The tokens, with <see cref="PersonalAccessToken.Owner"/>; one page is requested ahead.</returns>
    /// <exception cref="AdoPatException">
    /// <see cref="ErrorIds.AdoUserNotFound"/>; <see cref="ErrorIds.AdoAdministratorRequired"/>; or any of the <c>Ado…</c> ids.
    /// </exception>
    public async IAsyncEnumerable<IReadOnlyList<PersonalAccessToken>> ListPagesAsync(
        string organization, AdoUser user, bool isSshKeys = false, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        string action = $"Listing the {KindOf(isSshKeys)} of {user} in {organization}";
        IAsyncEnumerable<IReadOnlyList<PersonalAccessToken>> pages = SteadyList.ReadAsync(
            _session,
            stop => Pages.ReadAsync(
                action,
                ServiceIdentity.AzureDevOps,
                async (page, ending) => await ListPageAsync(
                    await ContextForAsync(organization, action, ending).ConfigureAwait(false), user, isSshKeys, page, ending).ConfigureAwait(false),
                stop),
            token => token.AuthorizationId == Guid.Empty ? null : token.AuthorizationId,
            cancellationToken);
        await foreach (IReadOnlyList<PersonalAccessToken> page in pages.ConfigureAwait(false))
        {
            // The service is asked for one kind; whether it always obeys is not documented.
            yield return [.. page.Where(token => token.IsSshKey == isSshKeys)];
        }
    }

    /// <summary>
    /// Revokes tokens of any user, in one request. It cannot be undone. The service may leave some out without a word:
    /// <see cref="UserTokenRevocation"/> looks afterwards.
    /// </summary>
    /// <param name="organization">The organization's name.</param>
    /// <param name="authorizationIds">The ids of the tokens, at most <see cref="MostRevocations"/>.</param>
    /// <param name="isSshKeys">True when they are SSH keys.</param>
    /// <param name="cancellationToken">Ends the work; a request that is under way gets a moment to answer.</param>
    /// <returns>A task that ends when the service has taken it.</returns>
    /// <exception cref="AdoPatException">
    /// <see cref="ErrorIds.InvalidArgument"/>: too many; <see cref="ErrorIds.AdoAdministratorRequired"/>; or any of the <c>Ado…</c> ids.
    /// </exception>
    public async Task RevokeAsync(
        string organization, IReadOnlyCollection<Guid> authorizationIds, bool isSshKeys = false, CancellationToken cancellationToken = default)
    {
        if (authorizationIds.Count is 0 or > MostRevocations)
        {
            throw new AdoPatException(
                ErrorIds.InvalidArgument, $"One request revokes 1 to {MostRevocations} tokens; {authorizationIds.Count} were given. Nothing was sent.");
        }

        RequestContext context = await ContextForAsync(
            organization, $"Revoking {authorizationIds.Count} {KindOf(isSshKeys)} of users of {organization}", cancellationToken).ConfigureAwait(false);
        RevocationWire[] body = [.. authorizationIds.Select(id => new RevocationWire { AuthorizationId = id })];
        ServiceAnswer answer = await _session.Changes.RunAsync(() => _session.Client.SendAsync(
            HttpMethod.Post,
            Address(context, $"revocations?isPublic={Text(isSshKeys)}&"),
            body,
            AzureDevOpsJson.Default.RevocationWireArray,
            context,
            cancellationToken)).ConfigureAwait(false);
        Check(answer);
    }

    /// <summary>
    /// Makes the organization refuse everything that was issued before a time and has one of the scopes: tokens of all users,
    /// and session tokens (JWT) that no list shows. It cannot be taken back.
    /// </summary>
    /// <param name="organization">The organization's name.</param>
    /// <param name="scopes">The scopes; one of them is enough to be hit.</param>
    /// <param name="createdBefore">What was created before is refused; null for the time at which the service makes the rule.</param>
    /// <param name="cancellationToken">Ends the work; a request that is under way gets a moment to answer.</param>
    /// <returns>A task that ends when the rule stands.</returns>
    /// <exception cref="AdoPatException">
    /// <see cref="ErrorIds.InvalidArgument"/>: no scope; <see cref="ErrorIds.AdoAdministratorRequired"/>; or any of the <c>Ado…</c> ids.
    /// </exception>
    public async Task AddRevocationRuleAsync(
        string organization, IReadOnlyList<string> scopes, DateTimeOffset? createdBefore, CancellationToken cancellationToken = default)
    {
        if (scopes.Count == 0)
        {
            throw new AdoPatException(ErrorIds.InvalidArgument, "A revocation rule needs at least one scope. Nothing was sent.");
        }

        RequestContext context = await ContextForAsync(
            organization, $"Adding a revocation rule for {string.Join(" ", scopes)} to {organization}", cancellationToken).ConfigureAwait(false);
        RevocationRuleWire body = new() { Scopes = string.Join(" ", scopes), CreatedBefore = createdBefore };
        ServiceAnswer answer = await _session.Client.SendAsync(
            HttpMethod.Post, Address(context, "revocationrules?"), body, AzureDevOpsJson.Default.RevocationRuleWire, context, cancellationToken).ConfigureAwait(false);
        Check(answer);
    }

    private async Task<Page<PersonalAccessToken>> ListPageAsync(
        RequestContext context, AdoUser user, bool isSshKeys, string? page, CancellationToken cancellationToken)
    {
        string query = $"personalaccesstokens/{Uri.EscapeDataString(user.Descriptor)}?pageSize={PageSize}&isPublic={Text(isSshKeys)}&"
            + (page is null ? "" : $"continuationToken={Uri.EscapeDataString(page)}&");
        ServiceAnswer answer = await _session.Client.SendAsync(HttpMethod.Get, Address(context, query), context, cancellationToken).ConfigureAwait(false);
        if (IsUnknownUser(answer))
        {
            throw AnswerFailure.Make(
                answer,
                ErrorIds.AdoUserNotFound,
                $"the organization knows no user with the descriptor {user.Descriptor}. Give the e-mail address instead, or check the organization.",
                AnswerErrors.TextOf(answer));
        }

        Check(answer);
        DateTimeOffset now = answer.Date ?? _session.Clock.GetUtcNow();
        return answer.TryRead(AzureDevOpsJson.Default.PagedSessionTokensWire) is { Value: { } tokens } read
            ? new Page<PersonalAccessToken>([.. tokens.Select(token => SessionTokenMapping.ToModel(token, context.Organization!, user, isSshKeys, now))], read.ContinuationToken)
            : throw AnswerErrors.Unexpected(answer, "the answer is no list of tokens");
    }

    // For an organization that is not there something before the resource answers, with a page or a line of text.
    private static bool IsUnknownUser(ServiceAnswer answer) =>
        answer.Status == HttpStatusCode.NotFound
        && (answer.Body.IsEmpty || answer.TryRead(AzureDevOpsJson.Default.ServiceErrorWire) is not null);

    private static void Check(ServiceAnswer answer)
    {
        if (!answer.IsSuccess)
        {
            throw AnswerErrors.From(answer);
        }
    }

    // For one request. Whatever is sent does no harm when it is done twice.
    private async Task<RequestContext> ContextForAsync(string organization, string action, CancellationToken cancellationToken)
    {
        OrganizationName.Require(organization);
        return new RequestContext
        {
            Action = action,
            Organization = organization,
            RequiredPermission = Permission,
            RequiredScope = "vso.tokenadministration",
            IsRepeatable = true,
            TenantId = await _session.TenantOfAsync(organization, _observer, cancellationToken).ConfigureAwait(false),
            Observer = _observer,
        };
    }

    private Uri Address(RequestContext context, string resource) =>
        new(_session.Endpoints.BaseOf(ServiceHosts.Sps), $"{context.Organization}/_apis/tokenadmin/{resource}api-version={ApiVersion}");

    private static string Text(bool value) => value ? "true" : "false";

    private static string KindOf(bool isSshKeys) => isSshKeys ? "SSH keys" : "tokens";
}
