using System;
using System.Collections.Generic;

namespace AdoPat.Emulator.State;

/// <summary>All tokens, found by id, by owner and by their secret without a search.</summary>
internal sealed class TokenTable
{
    private readonly Dictionary<Guid, PersonalAccessToken> _byId = [];
    private readonly Dictionary<string, PersonalAccessToken> _bySecret = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<PersonalAccessToken>> _byOwner = new(Names.Comparer);

    /// <summary>Every token, in the order they were added.</summary>
    public IReadOnlyCollection<PersonalAccessToken> All => _byId.Values;

    /// <summary>Adds a token.</summary>
    /// <param name="token">With its id and secret.</param>
    /// <exception cref="SeedException">There is a token with this id or secret.</exception>
    public void Add(PersonalAccessToken token)
    {
        if (!_byId.TryAdd(token.AuthorizationId, token))
        {
            throw new SeedException($"There are two tokens with the id {token.AuthorizationId}.");
        }

        if (!_bySecret.TryAdd(token.Token, token))
        {
            _byId.Remove(token.AuthorizationId);
            throw new SeedException($"The tokens {token.AuthorizationId} and {_bySecret[token.Token].AuthorizationId} have the same value.");
        }

        if (!_byOwner.TryGetValue(token.Owner, out List<PersonalAccessToken>? owned))
        {
            _byOwner.Add(token.Owner, owned = []);
        }

        owned.Add(token);
    }

    /// <summary>Finds a token by its id.</summary>
    /// <param name="authorizationId">The id.</param>
    /// <returns>The token, or null.</returns>
    public PersonalAccessToken? ById(Guid authorizationId) => _byId.GetValueOrDefault(authorizationId);

    /// <summary>Finds a token by its value.</summary>
    /// <param name="secret">The value.</param>
    /// <returns>The token, or null.</returns>
    public PersonalAccessToken? BySecret(string secret) => _bySecret.GetValueOrDefault(secret);

    /// <summary>The tokens of a user.</summary>
    /// <param name="owner">The UPN.</param>
    /// <returns>The tokens, oldest addition first.</returns>
    public IReadOnlyList<PersonalAccessToken> OwnedBy(string owner) =>
        _byOwner.TryGetValue(owner, out List<PersonalAccessToken>? owned) ? owned : [];

    /// <summary>Forgets all tokens.</summary>
    public void Clear()
    {
        _byId.Clear();
        _bySecret.Clear();
        _byOwner.Clear();
    }
}
