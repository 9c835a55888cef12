using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Net.Http;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using AdoPat.AzureDevOps.Wire;
using AdoPat.Http;
using AdoPat.Models;
using AdoPat.Sessions;

namespace AdoPat.AzureDevOps.Administration;

/// <summary>The audit log of an organization: what happened to tokens.</summary>
public sealed class AuditClient
{
    // Most of the log is about other things, which is thrown away here: the service cannot leave it out.
    private const int PageSize = 1000;
    private const string Permission = "the permission \"View audit log\"";

    private readonly AdoPatSession _session;
    private readonly IRequestObserver? _observer;

    /// <summary>Makes a client; it is light, the connections are the session's.</summary>
    /// <param name="session">Who asks.</param>
    /// <param name="observer">Is told of every request; null for nobody.</param>
    public AuditClient(AdoPatSession session, IRequestObserver? observer = null)
    {
        _session = session;
        _observer = observer;
    }

    /// <summary>Reads the entries that are about tokens, the latest first.</summary>
    /// <param name="organization">The organization's name.</param>
    /// <param name="query">Which entries.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>What is left of each page, which may be nothing; one page is requested ahead.</returns>
    /// <exception cref="AdoPatException"><see cref="ErrorIds.AdoAdministratorRequired"/>, or any of the <c>Ado…</c> ids.</exception>
    public async IAsyncEnumerable<IReadOnlyList<AdoPatEvent>> ListPagesAsync(
        string organization, AuditQuery query, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        OrganizationName.Require(organization);
        RequestContext context = new()
        {
            Action = $"Reading the audit log of {organization}",
            Organization = organization,
            RequiredPermission = Permission,
            RequiredScope = "vso.auditlog",
            TenantId = await _session.TenantOfAsync(organization, _observer, cancellationToken).ConfigureAwait(false),
            Observer = _observer,
        };
        IAsyncEnumerable<IReadOnlyList<AuditEntryWire?>> pages = Pages.ReadAsync(
            context.Action, ServiceIdentity.AzureDevOps, (page, ending) => ReadPageAsync(context, query, page, ending), cancellationToken);
        await foreach (IReadOnlyList<AuditEntryWire?> page in pages.ConfigureAwait(false))
        {
            yield return
            [
                .. page.Where(entry => AuditMapping.IsAboutToken(entry?.ActionId))
                    .Select(entry => AuditMapping.ToModel(entry!, organization))
                    .Where(found => IsWanted(found, query)),
            ];
        }
    }

    private async Task<Page<AuditEntryWire?>> ReadPageAsync(RequestContext context, AuditQuery query, string? page, CancellationToken cancellationToken)
    {
        string text = $"batchSize={PageSize}&skipAggregation=true&" + Time("startTime", query.After) + Time("endTime", query.Before)
            + (page is null ? "" : $"continuationToken={Uri.EscapeDataString(page)}&");
        Uri address = new(_session.Endpoints.BaseOf(ServiceHosts.Audit), $"{context.Organization}/_apis/audit/auditlog?{text}api-version=7.2-preview.1");
        ServiceAnswer answer = await _session.Client.SendAsync(HttpMethod.Get, address, context, cancellationToken).ConfigureAwait(false);
        if (!answer.IsSuccess)
        {
            throw AnswerErrors.From(answer);
        }

        if (answer.TryRead(AzureDevOpsJson.Default.AuditPageWire) is not { DecoratedAuditLogEntries: { } entries } read)
        {
            throw AnswerErrors.Unexpected(answer, "the answer is no audit log");
        }

        string? next = read.HasMore == false || string.IsNullOrEmpty(read.ContinuationToken) ? null : read.ContinuationToken;
        return read.HasMore == true && next is null
            ? throw AnswerErrors.Unexpected(answer, "the log goes on, and the answer does not say where")
            : new Page<AuditEntryWire?>(entries, next);
    }

    // Whether the ends belong to the window is not documented.
    private static bool IsWanted(AdoPatEvent found, AuditQuery query) =>
        !(found.Time < query.After) && !(found.Time >= query.Before) && query.Filter?.Invoke(found) != false;

    private static string Time(string name, DateTimeOffset? time) => time is { } given
        ? $"{name}={given.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture)}&"
        : "";
}
