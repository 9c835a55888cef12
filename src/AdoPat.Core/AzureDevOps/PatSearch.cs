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
/// Finds tokens: many by a query, one by its id or its exact name. A search remembers which tokens are revoked; it is for
/// one piece of work, and for one caller at a time.
/// </summary>
public sealed class PatSearch
{
    private readonly PatClient _client;
    private readonly TimeProvider _clock;
    private readonly Dictionary<string, HashSet<Guid>> _revoked = new(StringComparer.OrdinalIgnoreCase);

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
        foreach (PatState state in query.States.Distinct())
        {
            await foreach (PersonalAccessToken token in _client.ListAsync(organization, state, cancellationToken).ConfigureAwait(false))
            {
                if (query.Matches(token, _clock.GetUtcNow()))
                {
                    yield return token;
                }
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
        HashSet<Guid> revoked = await RevokedAsync(organization, cancellationToken).ConfigureAwait(false);
        return revoked.Contains(authorizationId) ? token.With(PatState.Revoked) : token;
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
        List<PersonalAccessToken> found = [];
        PatQuery query = new() { Name = other => other == name };
        await foreach (PersonalAccessToken token in FindAsync(organization, query, cancellationToken).ConfigureAwait(false))
        {
            found.Add(token);
        }

        string shown = Redaction.Redact(name);
        return found.Count switch
        {
            1 => found[0],
            0 => throw new AdoPatException(
                ErrorIds.PatNotFound,
                $"There is no active token named '{shown}' in {organization}. {AdviceFor(shown, organization)}"),
            _ => throw new AdoPatException(
                ErrorIds.PatAmbiguousName,
                $"{found.Count} active tokens of {organization} are named '{shown}'. Choose one by -AuthorizationId: "
                + string.Join(", ", found.Select(token => $"{token.AuthorizationId} (ends {token.ValidTo:u})")) + "."),
        };
    }

    private static string AdviceFor(string name, string organization) =>
        Guid.TryParse(name, out _) ? "That is an id: give it with -AuthorizationId."
        : name.IndexOfAny(['*', '?']) >= 0 ? $"Only exact names are taken here; for a pattern, pipe from Get-AdoPat -Organization {organization} '{name}'."
        : $"It may be expired or revoked: Get-AdoPat -Organization {organization} -State All lists what is there.";

    // The answer for a single token does not say whether it is revoked; the list of revoked ones does.
    private async Task<HashSet<Guid>> RevokedAsync(string organization, CancellationToken cancellationToken)
    {
        if (!_revoked.TryGetValue(organization, out HashSet<Guid>? ids))
        {
            ids = [];
            await foreach (PersonalAccessToken token in _client.ListAsync(organization, PatState.Revoked, cancellationToken).ConfigureAwait(false))
            {
                ids.Add(token.AuthorizationId);
            }

            _revoked[organization] = ids;
        }

        return ids;
    }
}
