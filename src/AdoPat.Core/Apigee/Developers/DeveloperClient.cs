using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using AdoPat.Apigee.Wire;
using AdoPat.Http;
using AdoPat.Models;

namespace AdoPat.Apigee.Developers;

/// <summary>The developers of an organization (Developers API).</summary>
public sealed class DeveloperClient
{
    private readonly ApigeeSession _session;
    private readonly IRequestObserver? _observer;

    /// <summary>Makes a client; it is light, the connections are the session's.</summary>
    /// <param name="session">Who asks.</param>
    /// <param name="observer">Is told of every request; null for nobody.</param>
    public DeveloperClient(ApigeeSession session, IRequestObserver? observer = null)
    {
        _session = session;
        _observer = observer;
    }

    /// <summary>Gets a developer.</summary>
    /// <param name="developer">The e-mail address or the id.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>The developer.</returns>
    /// <exception cref="AdoPatException"><see cref="ErrorIds.ApigeeDeveloperNotFound"/>, or any other of the <c>Apigee…</c> ids.</exception>
    public async Task<ApigeeDeveloper> GetAsync(string developer, CancellationToken cancellationToken = default)
    {
        RequestContext context = _session.ContextFor($"Getting the developer {developer}", _observer);
        ServiceAnswer answer = await _session.SendAsync(HttpMethod.Get, $"developers/{Uri.EscapeDataString(developer)}", context, cancellationToken).ConfigureAwait(false);
        ApigeeErrors.Check(answer);
        return ToModel(answer.TryRead(ApigeeJson.Default.DeveloperWire), answer);
    }

    /// <summary>Lists all developers.</summary>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>The developers, as many at once as the server gives.</returns>
    /// <exception cref="AdoPatException">Any of the <c>Apigee…</c> ids of <see cref="ErrorIds"/>.</exception>
    public IAsyncEnumerable<IReadOnlyList<ApigeeDeveloper>> ListPagesAsync(CancellationToken cancellationToken = default)
    {
        string action = $"Listing the developers of {_session.Organization}";
        return KeyedPages.ReadAsync(action, developer => developer.Email, (start, ending) => ListPageAsync(action, start, ending), cancellationToken);
    }

    private async Task<IReadOnlyList<ApigeeDeveloper>> ListPageAsync(string action, string? start, CancellationToken cancellationToken)
    {
        string from = start is null ? "" : $"&count={KeyedPages.Length}&startKey={Uri.EscapeDataString(start)}";
        ServiceAnswer answer = await _session.SendAsync(
            HttpMethod.Get, "developers?expand=true" + from, _session.ContextFor(action, _observer), cancellationToken).ConfigureAwait(false);
        ApigeeErrors.Check(answer);
        return answer.TryRead(ApigeeJson.Default.DevelopersWire)?.Developer is { } list
            ? [.. list.Select(item => ToModel(item, answer))]
            : throw ApigeeErrors.Unexpected(answer, "the answer is no list of developers");
    }

    private ApigeeDeveloper ToModel(DeveloperWire? wire, ServiceAnswer answer)
    {
        if (wire is not { DeveloperId.Length: > 0 })
        {
            throw ApigeeErrors.Unexpected(answer, "a developer in the answer has no id");
        }

        ApigeeDeveloper developer = new()
        {
            Organization = _session.Organization,
            DeveloperId = wire.DeveloperId,
            Email = wire.Email ?? "",
            UserName = wire.UserName ?? "",
            FirstName = wire.FirstName ?? "",
            LastName = wire.LastName ?? "",
            Status = wire.Status ?? "",
            AppNames = [.. (wire.Apps ?? []).OfType<string>()],
        };
        _session.NoteDeveloper(developer.ToString());
        return developer;
    }
}
