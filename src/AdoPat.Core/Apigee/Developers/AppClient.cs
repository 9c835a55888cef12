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

/// <summary>The apps of an organization (Apps and Developer Apps APIs). Consumer secrets come with them, and are left there.</summary>
public sealed class AppClient
{
    private readonly ApigeeSession _session;
    private readonly IRequestObserver? _observer;

    /// <summary>Makes a client; it is light, the connections are the session's.</summary>
    /// <param name="session">Who asks.</param>
    /// <param name="observer">Is told of every request; null for nobody.</param>
    public AppClient(ApigeeSession session, IRequestObserver? observer = null)
    {
        _session = session;
        _observer = observer;
    }

    /// <summary>Gets an app by its id.</summary>
    /// <param name="appId">The id.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>The app.</returns>
    /// <exception cref="AdoPatException"><see cref="ErrorIds.ApigeeAppNotFound"/>, or any other of the <c>Apigee…</c> ids.</exception>
    public async Task<ApigeeApp> GetAsync(string appId, CancellationToken cancellationToken = default)
    {
        ServiceAnswer answer = await SendAsync($"apps/{Uri.EscapeDataString(appId)}", $"Getting the app {appId}", cancellationToken).ConfigureAwait(false);
        return ToModel(answer.TryRead(ApigeeJson.Default.AppWire), "", answer);
    }

    /// <summary>Gets an app by its name.</summary>
    /// <param name="developer">The e-mail address or the id of its developer.</param>
    /// <param name="name">The name; case matters.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>The app.</returns>
    /// <exception cref="AdoPatException">
    /// <see cref="ErrorIds.ApigeeAppNotFound"/>, <see cref="ErrorIds.ApigeeDeveloperNotFound"/>, or any other of the <c>Apigee…</c> ids.
    /// </exception>
    public async Task<ApigeeApp> GetAsync(string developer, string name, CancellationToken cancellationToken = default)
    {
        ServiceAnswer answer = await SendAsync(
            $"{AppsOf(developer)}/{Uri.EscapeDataString(name)}", $"Getting the app '{name}' of {developer}", cancellationToken).ConfigureAwait(false);
        return ToModel(answer.TryRead(ApigeeJson.Default.AppWire), developer, answer);
    }

    /// <summary>Lists the apps of a developer. The public cloud gives the first 100.</summary>
    /// <param name="developer">The e-mail address or the id.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>The apps.</returns>
    /// <exception cref="AdoPatException"><see cref="ErrorIds.ApigeeDeveloperNotFound"/>, or any other of the <c>Apigee…</c> ids.</exception>
    public async Task<IReadOnlyList<ApigeeApp>> ListAsync(string developer, CancellationToken cancellationToken = default) =>
        ReadList(await SendAsync($"{AppsOf(developer)}?expand=true", $"Listing the apps of {developer}", cancellationToken).ConfigureAwait(false), developer);

    /// <summary>Lists all apps, of developers and of companies. A server of a private cloud gives 10,000 at most.</summary>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>The apps, as many at once as the server gives.</returns>
    /// <exception cref="AdoPatException">Any of the <c>Apigee…</c> ids of <see cref="ErrorIds"/>.</exception>
    public IAsyncEnumerable<IReadOnlyList<ApigeeApp>> ListPagesAsync(CancellationToken cancellationToken = default)
    {
        string action = $"Listing the apps of {_session.Organization}";
        return KeyedPages.ReadAsync(
            action,
            app => app.AppId,
            async (start, ending) =>
            {
                string from = start is null ? "" : $"&rows={KeyedPages.Length}&startKey={Uri.EscapeDataString(start)}";
                return ReadList(await SendAsync("apps?expand=true" + from, action, ending).ConfigureAwait(false), "");
            },
            cancellationToken);
    }

    private async Task<ServiceAnswer> SendAsync(string resource, string action, CancellationToken cancellationToken)
    {
        ServiceAnswer answer = await _session.SendAsync(HttpMethod.Get, resource, _session.ContextFor(action, _observer), cancellationToken).ConfigureAwait(false);
        ApigeeErrors.Check(answer);
        return answer;
    }

    private IReadOnlyList<ApigeeApp> ReadList(ServiceAnswer answer, string developer) => answer.TryRead(ApigeeJson.Default.AppsWire)?.App is { } list
        ? [.. list.Select(item => ToModel(item, developer, answer))]
        : throw ApigeeErrors.Unexpected(answer, "the answer is no list of apps");

    private ApigeeApp ToModel(AppWire? wire, string developer, ServiceAnswer answer)
    {
        if (wire is not { AppId.Length: > 0, Name: not null })
        {
            throw ApigeeErrors.Unexpected(answer, "an app in the answer has no id or no name");
        }

        _session.NoteApp(wire.Name);
        return new ApigeeApp
        {
            Organization = _session.Organization,
            AppId = wire.AppId,
            Name = wire.Name,
            DeveloperId = wire.DeveloperId ?? "",
            DeveloperEmail = developer.Contains('@') ? developer : "",
            CompanyName = wire.CompanyName ?? "",
            Status = wire.Status ?? "",
            ApiProducts = [.. KeysOf(wire).SelectMany(key => key.ApiProducts ?? []).Select(product => product?.ApiProduct).OfType<string>().Distinct()],
            ClientIds = [.. KeysOf(wire).Select(key => key.ConsumerKey).OfType<string>()],
        };
    }

    private static IEnumerable<AppCredentialWire> KeysOf(AppWire app) => (app.Credentials ?? []).OfType<AppCredentialWire>();

    private static string AppsOf(string developer) => $"developers/{Uri.EscapeDataString(developer)}/apps";
}
