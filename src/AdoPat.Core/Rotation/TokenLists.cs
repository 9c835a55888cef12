using System;
using System.Collections.Concurrent;
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

    private readonly ConcurrentDictionary<string, (long Read, IReadOnlyDictionary<Guid, PersonalAccessToken> Tokens)> _active =
        new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The active tokens, as they are now.</summary>
    public async Task<IReadOnlyDictionary<Guid, PersonalAccessToken>> ActiveAsync(string organization, CancellationToken cancellationToken)
    {
        long begun = clock.GetTimestamp();
        IReadOnlyDictionary<Guid, PersonalAccessToken> tokens = await ListAsync(organization, PatState.Active, cancellationToken).ConfigureAwait(false);
        _active[organization] = (begun, tokens);
        return tokens;
    }

    /// <summary>The active tokens, as they were a minute ago or later.</summary>
    public async Task<IReadOnlyDictionary<Guid, PersonalAccessToken>> RecentlyActiveAsync(string organization, CancellationToken cancellationToken) =>
        _active.TryGetValue(organization, out var known) && clock.GetElapsedTime(known.Read) is var age && age >= TimeSpan.Zero && age < LongestAge
            ? known.Tokens
            : await ActiveAsync(organization, cancellationToken).ConfigureAwait(false);

    /// <summary>Whether a token was revoked.</summary>
    public async Task<bool> IsRevokedAsync(string organization, Guid authorizationId, CancellationToken cancellationToken) =>
        (await ListAsync(organization, PatState.Revoked, cancellationToken).ConfigureAwait(false)).ContainsKey(authorizationId);

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
