using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using AdoPat.AzureDevOps;
using AdoPat.Models;

namespace AdoPat.Rotation;

/// <summary>The user's tokens as the service lists them. Whether one is active is for the service's clock to say, not for ours.</summary>
internal sealed class TokenLists(TimeProvider clock, PatClient client)
{
    // Hundreds of rotations in a row shall not list thousands of tokens each.
    private static readonly TimeSpan LongestAge = TimeSpan.FromMinutes(1);

    private readonly Dictionary<string, (long Begun, Task<IReadOnlyDictionary<Guid, PersonalAccessToken>> List)> _active = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The active tokens, as they are now.</summary>
    public Task<IReadOnlyDictionary<Guid, PersonalAccessToken>> ActiveAsync(string organization, CancellationToken cancellationToken)
    {
        lock (_active)
        {
            return BeginListing(organization, cancellationToken);
        }
    }

    /// <summary>The active tokens, as they were a minute ago or later. Rotations that begin together wait for one list.</summary>
    public Task<IReadOnlyDictionary<Guid, PersonalAccessToken>> RecentlyActiveAsync(string organization, CancellationToken cancellationToken)
    {
        lock (_active)
        {
            return _active.TryGetValue(organization, out var known) && !known.List.IsFaulted && !known.List.IsCanceled
                && clock.GetElapsedTime(known.Begun) is var age && age >= TimeSpan.Zero && age < LongestAge
                ? known.List
                : BeginListing(organization, cancellationToken);
        }
    }

    /// <summary>Whether a token was revoked.</summary>
    public async Task<bool> IsRevokedAsync(string organization, Guid authorizationId, CancellationToken cancellationToken) =>
        (await ListAsync(organization, PatState.Revoked, cancellationToken).ConfigureAwait(false)).ContainsKey(authorizationId);

    private Task<IReadOnlyDictionary<Guid, PersonalAccessToken>> BeginListing(string organization, CancellationToken cancellationToken)
    {
        Task<IReadOnlyDictionary<Guid, PersonalAccessToken>> list = ListAsync(organization, PatState.Active, cancellationToken);
        _active[organization] = (clock.GetTimestamp(), list);
        return list;
    }

    private async Task<IReadOnlyDictionary<Guid, PersonalAccessToken>> ListAsync(
        string organization, PatState state, CancellationToken cancellationToken)
    {
        Dictionary<Guid, PersonalAccessToken> tokens = [];
        await foreach (PersonalAccessToken token in client.ListAsync(organization, state, cancellationToken).ConfigureAwait(false))
        {
            tokens[token.AuthorizationId] = token;
        }

        return tokens;
    }
}
