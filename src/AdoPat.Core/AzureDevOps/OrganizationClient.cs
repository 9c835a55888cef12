using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Text.Json.Serialization.Metadata;
using System.Threading;
using System.Threading.Tasks;
using AdoPat.AzureDevOps.Wire;
using AdoPat.Http;
using AdoPat.Models;
using AdoPat.Sessions;

namespace AdoPat.AzureDevOps;

/// <summary>The organizations of the signed-in user (Profile and Accounts APIs).</summary>
public sealed class OrganizationClient
{
    private readonly AdoPatSession _session;
    private readonly IRequestObserver? _observer;

    /// <summary>Makes a client; it is light, the connections are the session's.</summary>
    /// <param name="session">Who asks.</param>
    /// <param name="observer">Is told of every request; null for nobody.</param>
    public OrganizationClient(AdoPatSession session, IRequestObserver? observer = null)
    {
        _session = session;
        _observer = observer;
    }

    /// <summary>Lists the organizations that the user is a member of, ordered by name.</summary>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>The organizations.</returns>
    /// <exception cref="AdoPatException">Any of the <c>Ado…</c> ids of <see cref="ErrorIds"/>.</exception>
    public async Task<IReadOnlyList<AdoOrganization>> ListAsync(CancellationToken cancellationToken = default)
    {
        _session.ThrowIfEnded();
        ProfileWire profile = await GetAsync(
            "_apis/profile/profiles/me?api-version=7.2-preview.3",
            AzureDevOpsJson.Default.ProfileWire,
            read => read.Id == Guid.Empty ? "the answer does not say who the user is" : null,
            cancellationToken).ConfigureAwait(false);
        AccountListWire accounts = await GetAsync(
            $"_apis/accounts?memberId={profile.Id}&api-version=7.2-preview.1",
            AzureDevOpsJson.Default.AccountListWire,
            read => read.Value is null ? "the answer is no list of organizations" : null,
            cancellationToken).ConfigureAwait(false);

        AdoOrganization[] organizations = [.. accounts.Value!
            .Where(account => account.AccountName is { } name && OrganizationName.IsName(name))
            .Select(account => new AdoOrganization { Organization = account.AccountName!, Id = account.AccountId })
            .OrderBy(organization => organization.Organization, StringComparer.OrdinalIgnoreCase)];
        foreach (AdoOrganization organization in organizations)
        {
            _session.NoteOrganization(organization.Organization);
        }

        return organizations;
    }

    private async Task<T> GetAsync<T>(string path, JsonTypeInfo<T> type, Func<T, string?> findFlaw, CancellationToken cancellationToken)
        where T : class
    {
        Uri address = new(_session.Endpoints.BaseOf(ServiceHosts.GlobalSps), path);
        RequestContext context = new() { Action = $"Listing the organizations of {_session.Account}", Observer = _observer };
        ServiceAnswer answer = await _session.Client.SendAsync(HttpMethod.Get, address, context, cancellationToken).ConfigureAwait(false);
        if (!answer.IsSuccess)
        {
            throw AnswerErrors.From(answer);
        }

        T? read = answer.TryRead(type);
        string? flaw = read is null ? "the answer cannot be read" : findFlaw(read);
        return flaw is null ? read! : throw AnswerErrors.Unexpected(answer, flaw);
    }
}
