using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Runtime.CompilerServices;
using System.Text.Json.Serialization.Metadata;
using System.Threading;
using System.Threading.Tasks;
using AdoPat.AzureDevOps.Wire;
using AdoPat.Http;
using AdoPat.Models;
using AdoPat.Secrets;
using AdoPat.Sessions;

namespace AdoPat.AzureDevOps.Administration;

/// <summary>The users of an organization (Identities and Graph APIs).</summary>
public sealed class UserClient
{
    private const int MaxShown = 120;
    private const string Permission = "permission to see the users";
    private const string ApiVersion = "api-version=7.2-preview.1";

    private readonly AdoPatSession _session;
    private readonly IRequestObserver? _observer;

    /// <summary>Makes a client; it is light, the connections are the session's.</summary>
    /// <param name="session">Who asks.</param>
    /// <param name="observer">Is told of every request; null for nobody.</param>
    public UserClient(AdoPatSession session, IRequestObserver? observer = null)
    {
        _session = session;
        _observer = observer;
    }

    /// <summary>Finds a user, in one request. Users who have left are found as long as the organization knows them.</summary>
    /// <param name="organization">The organization's name.</param>
    /// <param name="user">
    /// An e-mail address or a user name (UPN); case does not matter. A descriptor (<c>aad.…</c>, <c>msa.…</c>) is taken as it is,
    /// and nothing is sent.
    /// </param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>The user.</returns>
    /// <exception cref="AdoPatException">
    /// <see cref="ErrorIds.AdoUserNotFound"/>: nobody has that address or name; <see cref="ErrorIds.AdoUserAmbiguous"/>: several have,
    /// whether they are active or not; or any of the <c>Ado…</c> ids.
    /// </exception>
    public async Task<AdoUser> ResolveAsync(string organization, string user, CancellationToken cancellationToken = default)
    {
        OrganizationName.Require(organization);
        if (UserDescriptor.Is(user))
        {
            return new AdoUser { Descriptor = user, Organization = organization, Origin = UserDescriptor.OriginOf(user) };
        }

        string shown = Redaction.Redact(user, MaxShown);
        if (string.IsNullOrWhiteSpace(user))
        {
            throw new AdoPatException(
                ErrorIds.AdoUserNotFound, "A user without an e-mail address, user name or descriptor cannot be looked for. Nothing was sent.");
        }

        if (Redaction.Redact(user) != user)
        {
            // An address is logged on its way.
            throw new AdoPatException(
                ErrorIds.AdoUserNotFound, $"'{shown}' holds something that looks like a secret: that is no user. Nothing was sent.");
        }

        RequestContext context = await ContextForAsync(organization, $"Looking for the user {shown} in {organization}", cancellationToken).ConfigureAwait(false);
        ServiceAnswer answer = await GetAsync(
            context, $"_apis/identities?searchFilter=General&filterValue={Uri.EscapeDataString(user.Trim())}&queryMembership=None", cancellationToken).ConfigureAwait(false);
        IdentityListWire list = Read(answer, AzureDevOpsJson.Default.IdentityListWire);
        IReadOnlyList<UserMatch> found = UserMatch.In(list.Value ?? [], user.Trim(), organization);
        return found.Count switch
        {
            1 => Note(found[0].User),
            0 => throw new AdoPatException(
                ErrorIds.AdoUserNotFound,
                $"{organization} knows no user with the e-mail address or user name '{shown}', whose tokens could not be looked at. "
                + "Check the spelling and the organization."),
            _ => throw new AdoPatException(
                ErrorIds.AdoUserAmbiguous,
                $"{organization} knows {found.Count} users with the e-mail address or user name '{shown}'. Give the descriptor of the one that is meant: "
                + string.Join(", ", found) + "."),
        };
    }

    /// <summary>Lists the users whose accounts are of Microsoft Entra ID or Microsoft accounts; others own no tokens.</summary>
    /// <param name="organization">The organization's name.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>The users, as many at once as the service gives; one page is requested ahead.</returns>
    /// <exception cref="AdoPatException">Any of the <c>Ado…</c> ids of <see cref="ErrorIds"/>.</exception>
    public async IAsyncEnumerable<IReadOnlyList<AdoUser>> ListPagesAsync(
        string organization, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        RequestContext context = await ContextForAsync(organization, $"Listing the users of {organization}", cancellationToken).ConfigureAwait(false);
        IAsyncEnumerable<IReadOnlyList<GraphUserWire>> pages = Pages.ReadAsync(
            context.Action, ServiceIdentity.AzureDevOps, (page, ending) => ListPageAsync(context, page, ending), cancellationToken);
        await foreach (IReadOnlyList<GraphUserWire> page in pages.ConfigureAwait(false))
        {
            yield return [.. page.Where(user => UserDescriptor.Is(user.Descriptor ?? "")).Select(user => Note(ToModel(user, organization)))];
        }
    }

    private async Task<Page<GraphUserWire>> ListPageAsync(RequestContext context, string? page, CancellationToken cancellationToken)
    {
        string query = "subjectTypes=aad,msa" + (page is null ? "" : "&continuationToken=" + Uri.EscapeDataString(page));
        ServiceAnswer answer = await GetAsync(context, "_apis/graph/users?" + query, cancellationToken).ConfigureAwait(false);
        GraphUserListWire list = Read(answer, AzureDevOpsJson.Default.GraphUserListWire);
        return list.Value is { } users
            ? new Page<GraphUserWire>(users, answer.ContinuationToken)
            : throw AnswerErrors.Unexpected(answer, "the answer is no list of users");
    }

    private AdoUser Note(AdoUser user)
    {
        _session.NoteUser(user.ToString());
        return user;
    }

    private static AdoUser ToModel(GraphUserWire user, string organization) => new()
    {
        Descriptor = user.Descriptor!,
        UserPrincipalName = user.PrincipalName ?? "",
        DisplayName = user.DisplayName ?? "",
        MailAddress = user.MailAddress ?? "",
        Organization = organization,
        Origin = user.Origin ?? UserDescriptor.OriginOf(user.Descriptor!),
    };

    private async Task<RequestContext> ContextForAsync(string organization, string action, CancellationToken cancellationToken)
    {
        OrganizationName.Require(organization);
        return new RequestContext
        {
            Action = action,
            Organization = organization,
            RequiredPermission = Permission,
            TenantId = await _session.TenantOfAsync(organization, _observer, cancellationToken).ConfigureAwait(false),
            Observer = _observer,
        };
    }

    private Task<ServiceAnswer> GetAsync(RequestContext context, string path, CancellationToken cancellationToken)
    {
        Uri address = new(_session.Endpoints.BaseOf(ServiceHosts.Sps), $"{context.Organization}/{path}&{ApiVersion}");
        return _session.Client.SendAsync(HttpMethod.Get, address, context, cancellationToken);
    }

    private static T Read<T>(ServiceAnswer answer, JsonTypeInfo<T> type)
        where T : class =>
        answer.IsSuccess
            ? answer.TryRead(type) ?? throw AnswerErrors.Unexpected(answer, "the answer is no list of users")
            : throw AnswerErrors.From(answer);
}
