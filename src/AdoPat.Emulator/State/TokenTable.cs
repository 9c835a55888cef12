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

    /// <summary>Another number when tokens were added or replaced, or <see cref="Changed"/>.</summary>
    public int Version { get; private set; }

    /// <summary>Says that the name, the end or the organizations of a token are no longer what they were.</summary>
    public void Changed() => Version++;

    /// <summary>Adds a token, or replaces the one with its id.</summary>
    /// <param name="token">With its id and secret.</param>
    /// <exception cref="SeedException">Another token has the same secret.</exception>
    public void Put(PersonalAccessToken token)
    {
        Version++;
        if (_byId.Remove(token.AuthorizationId, out PersonalAccessToken? replaced))
        {
            _bySecret.Remove(replaced.Token);
            _byOwner[replaced.Owner].Remove(replaced);
        }

        if (!token.IsPublic && !_bySecret.TryAdd(token.Token, token))
        {
            throw new SeedException($"The tokens {token.AuthorizationId} and {_bySecret[token.Token].AuthorizationId} have the same value.");
        }

        _byId.Add(token.AuthorizationId, token);

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
        Version++;
        _byId.Clear();
        _bySecret.Clear();
        _byOwner.Clear();
    }
}
