using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using AdoPat.Models;

namespace AdoPat.AzureDevOps.Administration;

/// <summary>Which personal access tokens a revocation rule would hit. It may be used from many threads.</summary>
/// <param name="scopes">The rule's scopes.</param>
/// <param name="createdBefore">The rule's time.</param>
public sealed class RevocationRuleReach(IReadOnlyList<string> scopes, DateTimeOffset createdBefore)
{
    private readonly ConcurrentDictionary<string, bool> _owners = new();
    private int _hit;
    private int _doubtful;
    private int _seen;
    private int _unseen;

    /// <summary>
    /// Keeps those of an owner's active tokens that the rule would hit: created before its time, with one of its scopes by name.
    /// </summary>
    /// <param name="tokens">Some tokens of users.</param>
    /// <returns>Those that would be hit.</returns>
    public IReadOnlyList<PersonalAccessToken> Pick(IReadOnlyList<PersonalAccessToken> tokens)
    {
        List<PersonalAccessToken> hit = [];
        foreach (PersonalAccessToken token in tokens.Where(token => token.ValidFrom < createdBefore))
        {
            if (scopes.Any(scope => token.Scope.Contains(scope, StringComparer.OrdinalIgnoreCase)))
            {
                hit.Add(token);
                Interlocked.Increment(ref _hit);
                _owners[token.Owner?.Descriptor ?? ""] = true;
            }
            else if (scopes.Any(scope => ScopeCatalog.Covers(token.Scope, scope)))
            {
                Interlocked.Increment(ref _doubtful);
            }
        }

        return hit;
    }

    /// <summary>All tokens of a user were given to <see cref="Pick"/>.</summary>
    public void Saw() => Interlocked.Increment(ref _seen);

    /// <summary>The tokens of a user could not be listed, or not all of them.</summary>
    public void Missed() => Interlocked.Increment(ref _unseen);

    /// <summary>What was picked so far, in sentences; how sure that is, too.</summary>
    /// <param name="isComplete">Whether the users were listed to the end.</param>
    /// <returns>A text for the user.</returns>
    public string Describe(bool isComplete)
    {
        if (_seen == 0 && _hit == 0 && (_unseen > 0 || !isComplete))
        {
            return "What it would reject could not be seen: no user's tokens could be listed. The errors say why.";
        }

        string least = isComplete && _unseen == 0 ? "" : "at least ";
        string doubtful = _doubtful == 0
            ? ""
            : $" {_doubtful} more have a wider scope that includes one of these; whether the rule hits those is not documented.";
        string unseen = _unseen == 0 ? "" : $" The tokens of {_unseen} users could not be listed.";
        string cut = isComplete ? "" : " The users could not be listed to the end.";
        return $"It would reject {least}{_hit} active personal access tokens of {_owners.Count} users.{doubtful}{unseen}{cut} "
            + "It also rejects session tokens (JWT) of that time and scope, which no list shows.";
    }
}
