using System;
using System.Collections.Generic;

namespace AdoPat.Emulator.State;

/// <summary>All tokens of Apigee, found by their value, their organization and their refresh token without a search.</summary>
internal sealed class ApigeeTokenTable
{
    private readonly Dictionary<string, ApigeeToken> _byValue = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ApigeeToken> _byRefreshToken = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<ApigeeToken>> _byOrganization = new(Names.Comparer);

    /// <summary>Every token.</summary>
    public IReadOnlyCollection<ApigeeToken> All => _byValue.Values;

    /// <summary>Adds a token, or replaces the one with its value.</summary>
    /// <param name="token">With its value.</param>
    public void Put(ApigeeToken token)
    {
        if (ByValue(token.Token) is { } replaced)
        {
            Remove(replaced);
        }

        _byValue.Add(token.Token, token);
        if (token.RefreshToken is { } refresh)
        {
            _byRefreshToken[refresh] = token;
        }

        if (!_byOrganization.TryGetValue(token.Organization, out List<ApigeeToken>? tokens))
        {
            _byOrganization.Add(token.Organization, tokens = []);
        }

        tokens.Add(token);
    }

    /// <summary>Takes a token away.</summary>
    /// <param name="token">One that is there.</param>
    public void Remove(ApigeeToken token)
    {
        _byValue.Remove(token.Token);
        _byRefreshToken.Remove(token.RefreshToken ?? "");
        _byOrganization[token.Organization].Remove(token);
    }

    /// <summary>Finds a token.</summary>
    /// <param name="value">Its value.</param>
    /// <returns>The token, or null.</returns>
    public ApigeeToken? ByValue(string value) => _byValue.GetValueOrDefault(value);

    /// <summary>Finds the token that a refresh token was issued with.</summary>
    /// <param name="refreshToken">The refresh token.</param>
    /// <returns>The token, or null.</returns>
    public ApigeeToken? ByRefreshToken(string refreshToken) => _byRefreshToken.GetValueOrDefault(refreshToken);

    /// <summary>The tokens of an organization.</summary>
    /// <param name="organization">Its name.</param>
    /// <returns>The tokens, oldest addition first.</returns>
    public IReadOnlyList<ApigeeToken> Of(string organization) =>
        _byOrganization.TryGetValue(organization, out List<ApigeeToken>? tokens) ? tokens : [];

    /// <summary>Forgets all tokens.</summary>
    public void Clear()
    {
        _byValue.Clear();
        _byRefreshToken.Clear();
        _byOrganization.Clear();
    }
}
