using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using AdoPat.Http;
using AdoPat.Models;
using AdoPat.Sessions;

namespace AdoPat.AzureDevOps.Administration;

/// <summary>
/// Finds users, and their tokens: many by a query, one by its id. For single ones it remembers whom and what it has found: it is
/// for one piece of work. It may be used from many threads.
/// </summary>
public sealed class UserTokenSearch
{
    private static readonly PatQuery Everything = new() { States = [PatState.Active, PatState.Expired, PatState.Revoked] };

    private readonly Remembered<(string Organization, string User), AdoUser> _users = new();
    private readonly Remembered<(string Organization, string Descriptor), Dictionary<Guid, PersonalAccessToken>> _lists = new();
    private readonly UserClient _userClient;
    private readonly TokenAdministrationClient _client;
    private readonly TimeProvider _clock;

    /// <summary>Makes a search.</summary>
    /// <param name="session">Who asks.</param>
    /// <param name="observer">Is told of every request; null for nobody.</param>
    public UserTokenSearch(AdoPatSession session, IRequestObserver? observer = null)
    {
        _userClient = new UserClient(session, observer);
        _client = new TokenAdministrationClient(session, observer);
        _clock = session.Clock;
    }

    /// <summary>Finds a user, once: see <see cref="UserClient.ResolveAsync"/>.</summary>
    /// <param name="organization">The organization's name.</param>
    /// <param name="user">An e-mail address, a user name (UPN) or a descriptor.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>The user.</returns>
    /// <exception cref="AdoPatException">As for <see cref="UserClient.ResolveAsync"/>.</exception>
    public Task<AdoUser> FindUserAsync(string organization, string user, CancellationToken cancellationToken = default) =>
        _users.GetAsync((organization.ToUpperInvariant(), user.ToUpperInvariant()), () => _userClient.ResolveAsync(organization, user, cancellationToken));

    /// <summary>Finds a user of whom several texts are known: by the first that somebody has.</summary>
    /// <param name="organization">The organization's name.</param>
    /// <param name="texts">E-mail addresses, user names (UPN) or descriptors of one user; one at least.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>The user.</returns>
    /// <exception cref="AdoPatException">As for <see cref="UserClient.ResolveAsync"/>.</exception>
    public async Task<AdoUser> FindUserAsync(string organization, IReadOnlyList<string> texts, CancellationToken cancellationToken = default)
    {
        List<string> failures = [];
        foreach (string text in texts)
        {
            try
            {
                return await FindUserAsync(organization, text, cancellationToken).ConfigureAwait(false);
            }
            catch (AdoPatException failure) when (failure.ErrorId == ErrorIds.AdoUserNotFound)
            {
                failures.Add(failure.Message);
            }
        }

        throw new AdoPatException(ErrorIds.AdoUserNotFound, string.Join(" ", failures));
    }

    /// <summary>Lists tokens of a user, page by page as they are asked for.</summary>
    /// <param name="organization">The organization's name.</param>
    /// <param name="user">Whose tokens.</param>
    /// <param name="query">Which tokens.</param>
    /// <param name="includeSshKeys">True for SSH keys too; they come last.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>What is left of each page, which may be nothing; one page is requested ahead.</returns>
    /// <exception cref="AdoPatException">As for <see cref="TokenAdministrationClient.ListPagesAsync"/>.</exception>
    public async IAsyncEnumerable<IReadOnlyList<PersonalAccessToken>> FindPagesAsync(
        string organization,
        AdoUser user,
        PatQuery query,
        bool includeSshKeys = false,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        bool[] kinds = includeSshKeys ? [false, true] : [false];
        foreach (bool isSshKeys in kinds)
        {
            await foreach (IReadOnlyList<PersonalAccessToken> page in _client.ListPagesAsync(organization, user, isSshKeys, cancellationToken).ConfigureAwait(false))
            {
                DateTimeOffset now = _clock.GetUtcNow();
                yield return [.. page.Where(token => query.States.Contains(token.State) && query.Matches(token, now))];
            }
        }
    }

    /// <summary>Gets one token of a user by its id; it may be an SSH key.</summary>
    /// <param name="organization">The organization's name.</param>
    /// <param name="user">Whose token.</param>
    /// <param name="authorizationId">The id of the token.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>The token.</returns>
    /// <exception cref="AdoPatException">
    /// <see cref="ErrorIds.PatNotFound"/>, or as for <see cref="TokenAdministrationClient.ListPagesAsync"/>.
    /// </exception>
    public async Task<PersonalAccessToken> GetAsync(
        string organization, AdoUser user, Guid authorizationId, CancellationToken cancellationToken = default)
    {
        Dictionary<Guid, PersonalAccessToken> tokens = await _lists.GetAsync(
            (organization.ToUpperInvariant(), user.Descriptor), () => ListAsync(organization, user, cancellationToken)).ConfigureAwait(false);
        return tokens.TryGetValue(authorizationId, out PersonalAccessToken? token)
            ? token
            : throw new AdoPatException(
                ErrorIds.PatNotFound,
                $"{user} has no token {authorizationId} in {organization}. Get-AdoPat -Organization {organization} -User {user.Descriptor} -State All lists what is there.");
    }

    private async Task<Dictionary<Guid, PersonalAccessToken>> ListAsync(string organization, AdoUser user, CancellationToken cancellationToken)
    {
        Dictionary<Guid, PersonalAccessToken> tokens = [];
        IAsyncEnumerable<IReadOnlyList<PersonalAccessToken>> pages = FindPagesAsync(organization, user, Everything, includeSshKeys: true, cancellationToken);
        await foreach (IReadOnlyList<PersonalAccessToken> page in pages.ConfigureAwait(false))
        {
            foreach (PersonalAccessToken token in page)
            {
                tokens[token.AuthorizationId] = token;
            }
        }

        return tokens;
    }
}
