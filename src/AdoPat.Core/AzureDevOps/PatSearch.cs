using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using AdoPat.Models;
using AdoPat.Secrets;
using AdoPat.Sessions;

namespace AdoPat.AzureDevOps;

/// <summary>
/// Finds tokens: many by a query, one by its id or its exact name. For the latter two a search lists what it needs once per
/// organization, and remembers it: it is for one piece of work. It may be used from many threads.
/// </summary>
public sealed class PatSearch
{
    private readonly PatClient _client;
    private readonly TimeProvider _clock;
    private readonly Remembered<(string Organization, PatState State), Dictionary<Guid, PersonalAccessToken>> _lists = new();

    /// <summary>Makes a search.</summary>
    /// <param name="session">Who asks.</param>
    /// <param name="client">Asks the service.</param>
    public PatSearch(AdoPatSession session, PatClient client)
    {
        _client = client;
        _clock = session.Clock;
    }

    /// <summary>Lists tokens, page by page as they are asked for.</summary>
    /// <param name="organization">The organization's name.</param>
    /// <param name="query">Which tokens.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>The tokens; by state, then by name.</returns>
    /// <exception cref="AdoPatException">Any of the <c>Ado…</c> ids of <see cref="ErrorIds"/>.</exception>
    public async IAsyncEnumerable<PersonalAccessToken> FindAsync(
        string organization, PatQuery query, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (IReadOnlyList<PersonalAccessToken> page in FindPagesAsync(organization, query, cancellationToken).ConfigureAwait(false))
        {
            foreach (PersonalAccessToken token in page)
            {
                yield return token;
            }
        }
    }

    /// <summary>Finds the same as <see cref="FindAsync"/>, as many at once as the service gives.</summary>
    /// <param name="organization">The organization's name.</param>
    /// <param name="query">Which tokens.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>What is left of each page, which may be nothing; one page is requested ahead.</returns>
    /// <exception cref="AdoPatException">Any of the <c>Ado…</c> ids of <see cref="ErrorIds"/>.</exception>
    public async IAsyncEnumerable<IReadOnlyList<PersonalAccessToken>> FindPagesAsync(
        string organization, PatQuery query, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (PatState state in query.States.Distinct())
        {
            await foreach (IReadOnlyList<PersonalAccessToken> page in _client.ListPagesAsync(organization, state, cancellationToken).ConfigureAwait(false))
            {
                DateTimeOffset now = _clock.GetUtcNow();
                yield return [.. page.Where(token => query.Matches(token, now))];
            }
        }
    }

    /// <summary>Gets one token by its id, with its true state.</summary>
    /// <param name="organization">The organization's name.</param>
    /// <param name="authorizationId">The id of the token.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>The token.</returns>
    /// <exception cref="AdoPatException"><see cref="ErrorIds.PatNotFound"/>, or any of the <c>Ado…</c> ids.</exception>
    public async Task<PersonalAccessToken> GetAsync(string organization, Guid authorizationId, CancellationToken cancellationToken = default)
    {
        PersonalAccessToken token = await _client.GetAsync(organization, authorizationId, cancellationToken).ConfigureAwait(false);

        // The answer for a single token does not say whether it is revoked; the list of revoked ones does.
        Dictionary<Guid, PersonalAccessToken> revoked = await ListOnceAsync(organization, PatState.Revoked, cancellationToken).ConfigureAwait(false);
        return revoked.ContainsKey(authorizationId) ? token.With(PatState.Revoked) : token;
    }

    /// <summary>Gets the one active token of a name.</summary>
    /// <param name="organization">The organization's name.</param>
    /// <param name="name">The exact name; case matters, as it does to the service.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>The token.</returns>
    /// <exception cref="AdoPatException">
    /// <see cref="ErrorIds.PatNotFound"/>; <see cref="ErrorIds.PatAmbiguousName"/> when several have that name.
    /// </exception>
    public async Task<PersonalAccessToken> GetByNameAsync(string organization, string name, CancellationToken cancellationToken = default)
    {
        List<PersonalAccessToken> found = await NamedAsync(organization, name, PatState.Active, cancellationToken).ConfigureAwait(false);
        string shown = Redaction.Redact(name);
        return found.Count switch
        {
            1 => found[0],
            0 => throw new AdoPatException(
                ErrorIds.PatNotFound,
                $"There is no active token named '{shown}' in {organization}. "
                + await AdviceForAsync(organization, name, shown, cancellationToken).ConfigureAwait(false)),
            _ => throw new AdoPatException(
                ErrorIds.PatAmbiguousName,
                $"{found.Count} active tokens of {organization} are named '{shown}'. Choose one by -AuthorizationId: "
                + string.Join(", ", found.Select(token => $"{token.AuthorizationId} (ends {token.ValidTo:u})")) + "."),
        };
    }

    private async Task<string> AdviceForAsync(string organization, string name, string shown, CancellationToken cancellationToken)
    {
        if (Guid.TryParse(name, out _))
        {
            return "That is an id: give it with -AuthorizationId.";
        }

        if (name.IndexOfAny(['*', '?']) >= 0)
        {
            return $"Only exact names are taken here; for a pattern, pipe from Get-AdoPat -Organization {organization} '{shown}'.";
        }

        List<PersonalAccessToken> expired = await NamedAsync(organization, name, PatState.Expired, cancellationToken).ConfigureAwait(false);
        List<PersonalAccessToken> revoked = await NamedAsync(organization, name, PatState.Revoked, cancellationToken).ConfigureAwait(false);
        string gone = string.Join(
            ", ",
            expired.Select(token => $"{token.AuthorizationId} (expired {token.ValidTo:u})")
                .Concat(revoked.Select(token => $"{token.AuthorizationId} (revoked)")));
        return gone.Length == 0
            ? $"There is no expired or revoked one of that name either: Get-AdoPat -Organization {organization} lists what is there."
            : $"Only tokens that no longer work have that name: {gone}. New-AdoPat makes another one.";
    }

    private async Task<List<PersonalAccessToken>> NamedAsync(string organization, string name, PatState state, CancellationToken cancellationToken) =>
        [.. (await ListOnceAsync(organization, state, cancellationToken).ConfigureAwait(false)).Values.Where(token => token.Name == name)];

    private Task<Dictionary<Guid, PersonalAccessToken>> ListOnceAsync(string organization, PatState state, CancellationToken cancellationToken) =>
        _lists.GetAsync((organization.ToUpperInvariant(), state), () => ListAsync(organization, state, cancellationToken));

    private async Task<Dictionary<Guid, PersonalAccessToken>> ListAsync(string organization, PatState state, CancellationToken cancellationToken)
    {
        Dictionary<Guid, PersonalAccessToken> tokens = [];
        await foreach (PersonalAccessToken token in _client.ListAsync(organization, state, cancellationToken).ConfigureAwait(false))
        {
            tokens[token.AuthorizationId] = token;
        }

        return tokens;
    }
}
