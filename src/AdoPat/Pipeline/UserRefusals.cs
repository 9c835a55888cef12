using System.Collections.Generic;
using AdoPat.Models;

namespace AdoPat.Pipeline;

/// <summary>
/// Tells whether an organization refuses the signed-in user, or one of its users only: as long as nobody's tokens could be read,
/// a few refusals are the organization's; later ones are those of users. It may be used from many threads.
/// </summary>
internal sealed class UserRefusals
{
    private const int Enough = 8;

    private readonly List<(AdoUser? User, AdoPatException Failure)> _kept = [];

    /// <summary>True when somebody's tokens could be read.</summary>
    public bool IsAllowed { get; private set; }

    /// <summary>True when nobody else needs to be asked for.</summary>
    public bool IsRefused { get; private set; }

    /// <summary>A user's tokens could be read.</summary>
    /// <returns>What was kept until now, and has to be reported.</returns>
    public IReadOnlyList<(AdoUser? User, AdoPatException Failure)> Allow()
    {
        lock (_kept)
        {
            IsAllowed = true;
            return Take();
        }
    }

    /// <summary>A user's tokens could not be read for want of a permission.</summary>
    /// <param name="user">The user.</param>
    /// <param name="failure">Why.</param>
    /// <returns>What has to be reported.</returns>
    public IReadOnlyList<(AdoUser? User, AdoPatException Failure)> Refuse(AdoUser user, AdoPatException failure)
    {
        lock (_kept)
        {
            if (IsAllowed)
            {
                return [(user, failure)];
            }

            if (IsRefused)
            {
                return [];
            }

            _kept.Add((user, failure));
            return _kept.Count < Enough ? [] : End();
        }
    }

    /// <summary>Nobody else is asked for.</summary>
    /// <returns>What has to be reported.</returns>
    public IReadOnlyList<(AdoUser? User, AdoPatException Failure)> TakeRest()
    {
        lock (_kept)
        {
            return _kept.Count == 0 ? [] : End();
        }
    }

    private IReadOnlyList<(AdoUser? User, AdoPatException Failure)> End()
    {
        IsRefused = true;
        IReadOnlyList<(AdoUser? User, AdoPatException Failure)> kept = Take();
        AdoPatException first = kept[0].Failure;
        return [(null, kept.Count == 1 ? first : first.WithMessage($"{first.Message} It was so for {kept.Count} users; nobody else was asked for."))];
    }

    private IReadOnlyList<(AdoUser? User, AdoPatException Failure)> Take()
    {
        IReadOnlyList<(AdoUser? User, AdoPatException Failure)> kept = [.. _kept];
        _kept.Clear();
        return kept;
    }
}
