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

namespace AdoPat.AzureDevOps.Administration;

/// <summary>
/// The policies on personal access tokens, of a tenant and an organization. The service documents no way to read them: this
/// asks where its own web pages do, and says of each policy why it could not be read.
/// </summary>
public sealed class PolicyClient
{
    private const string TenantPermission = "the role Azure DevOps Administrator of Microsoft Entra ID";
    private const string TenantAdministrators = "The administrators of the tenant";

    private readonly AdoPatSession _session;
    private readonly IRequestObserver? _observer;

    /// <summary>Makes a client; it is light, the connections are the session's.</summary>
    /// <param name="session">Who asks.</param>
    /// <param name="observer">Is told of every request; null for nobody.</param>
    public PolicyClient(AdoPatSession session, IRequestObserver? observer = null)
    {
        _session = session;
        _observer = observer;
    }

    /// <summary>Reads the policies that hold in an organization.</summary>
    /// <param name="organization">The organization's name.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>Always the same policies: those of the tenant, then that of the organization.</returns>
    /// <exception cref="AdoPatException">Only what <see cref="AdoPatException.EndsSession"/>.</exception>
    public async Task<IReadOnlyList<AdoPatPolicy>> ListAsync(string organization, CancellationToken cancellationToken = default)
    {
        OrganizationName.Require(organization);
        return await Task.WhenAll(KnownPolicy.All.Select(policy => ReadAsync(policy, organization, cancellationToken))).ConfigureAwait(false);
    }

    private async Task<AdoPatPolicy> ReadAsync(KnownPolicy policy, string organization, CancellationToken cancellationToken)
    {
        try
        {
            PolicyWire found = policy.Level == PatPolicyLevel.Tenant
                ? await ReadTenantPolicyAsync(policy, organization, cancellationToken).ConfigureAwait(false)
                : await ReadOrganizationPolicyAsync(policy, organization, cancellationToken).ConfigureAwait(false);
            return policy.ToModel(organization, found);
        }
        catch (AdoPatException failure) when (!failure.EndsSession)
        {
            return policy.Unread(organization, failure.Message);
        }
    }

    private async Task<PolicyWire> ReadTenantPolicyAsync(KnownPolicy policy, string organization, CancellationToken cancellationToken)
    {
        RequestContext context = await ContextForAsync(policy, organization, cancellationToken).ConfigureAwait(false);
        Uri address = new(_session.Endpoints.BaseOf(ServiceHosts.Sps), $"{organization}/_apis/TenantPolicy/Policies/{policy.FullName}");
        return await GetAsync(address, context, AzureDevOpsJson.Default.PolicyWire, read => read.Value is null ? null : read, cancellationToken).ConfigureAwait(false);
    }

    private async Task<PolicyWire> ReadOrganizationPolicyAsync(KnownPolicy policy, string organization, CancellationToken cancellationToken)
    {
        RequestContext context = await ContextForAsync(policy, organization, cancellationToken).ConfigureAwait(false);
        Uri address = new(_session.Endpoints.BaseOf(ServiceHosts.DevAzure), $"{organization}/_settings/organizationPolicy?__rt=fps&__ver=2");
        return await GetAsync(
            address,
            context,
            AzureDevOpsJson.Default.PolicyPageWire,
            read => (read.Fps?.DataProviders?.Data?.Provider?.Policies?.Values ?? Enumerable.Empty<PolicyEntryWire?[]?>())
                .SelectMany(group => group ?? [])
                .Select(entry => entry?.Policy)
                .FirstOrDefault(found => found?.Name == policy.FullName && (found.EffectiveValue ?? found.Value) is not null),
            cancellationToken).ConfigureAwait(false);
    }

    private async Task<PolicyWire> GetAsync<T>(
        Uri address, RequestContext context, JsonTypeInfo<T> type, Func<T, PolicyWire?> find, CancellationToken cancellationToken)
        where T : class
    {
        ServiceAnswer answer = await _session.Client.SendAsync(HttpMethod.Get, address, context, cancellationToken).ConfigureAwait(false);
        if (!answer.IsSuccess)
        {
            throw AnswerErrors.From(answer);
        }

        return answer.TryRead(type) is { } read && find(read) is { } policy
            ? policy
            : throw AnswerErrors.Unexpected(answer, "the answer does not hold the policy");
    }

    private async Task<RequestContext> ContextForAsync(KnownPolicy policy, string organization, CancellationToken cancellationToken) => new()
    {
        Action = $"Reading the policy {policy.Name} of {organization}",
        Organization = organization,
        RequiredPermission = policy.Level == PatPolicyLevel.Tenant ? TenantPermission : null,
        PermissionGivers = TenantAdministrators,
        TenantId = await _session.TenantOfAsync(organization, _observer, cancellationToken).ConfigureAwait(false),
        Observer = _observer,
    };
}
