using System;
using System.Collections.Generic;
using System.Linq;
using AdoPat.Destinations;
using AdoPat.Models;

namespace AdoPat.Rotation;

/// <summary>Makes the plans for one token: one, or for a global token one in each organization.</summary>
public static class RotationPlans
{
    // The service's ceiling, and a minute for clocks that do not agree.
    private static readonly TimeSpan LongestLife = TimeSpan.FromDays(365) - TimeSpan.FromMinutes(1);

    /// <summary>Makes the plans; sends nothing.</summary>
    /// <param name="token">The token to replace.</param>
    /// <param name="options">How.</param>
    /// <returns>One plan, or one for each target organization.</returns>
    /// <exception cref="AdoPatException"><see cref="ErrorIds.InvalidArgument"/>: this token cannot be rotated in this way; the message says how it can.</exception>
    public static IReadOnlyList<RotationPlan> For(PersonalAccessToken token, RotationOptions options)
    {
        Check(token, options);
        TimeSpan lifetime = options.ValidFor ?? LifetimeOf(token);
        CheckOverlap(options.RevokeAfter, lifetime);
        IReadOnlyList<string> organizations = token.IsGlobal ? options.TargetOrganizations : [token.Organization];
        Guid? group = organizations.Count > 1 ? Guid.NewGuid() : null;
        return [.. organizations.Select(organization => new RotationPlan
        {
            Old = token,
            Organization = organization,
            Name = token.Name,
            Scope = token.Scope,
            Lifetime = lifetime,
            Destinations = [.. options.Destinations.Select(destination => destination.Resolve(organization, token.Name))],
            RevokeAfter = options.RevokeAfter,
            SkipVerification = options.SkipVerification,
            GroupId = group,
        })];
    }

    /// <summary>Finds plans of which two would write to the same place: the second secret would replace the first.</summary>
    /// <param name="plans">The plans of one run.</param>
    /// <returns>Those that cannot be carried out together, each with <see cref="ErrorIds.InvalidArgument"/> that says why.</returns>
    public static IReadOnlyDictionary<RotationPlan, AdoPatException> FindShared(IEnumerable<RotationPlan> plans)
    {
        Dictionary<RotationPlan, AdoPatException> refused = [];
        IEnumerable<(string Place, AdoPatDestination Destination, RotationPlan Plan)> uses = plans.SelectMany(plan => plan.Destinations
            .Where(destination => !destination.TakesMany)
            .Select(destination => (DestinationPlace.Of(destination), destination, plan)));
        foreach (IGrouping<string, (string Place, AdoPatDestination Destination, RotationPlan Plan)> users in uses.GroupBy(use => use.Place, DestinationPlace.Comparer))
        {
            foreach ((_, AdoPatDestination destination, RotationPlan plan) in users)
            {
                if (users.Select(use => use.Plan).FirstOrDefault(user => user != plan) is { } other)
                {
                    refused[plan] = Refuse(
                        $"'{plan.Name}' of {plan.Organization} and '{other.Name}' of {other.Organization} would both be written to {destination}, and one of the two secrets would be lost. "
                        + "Put {name} or {organization} into the destination's name or path, or rotate one token at a time. Neither was touched.");
                }
            }
        }

        return refused;
    }

    /// <summary>Refuses an overlap at whose end the new token would be dead as well.</summary>
    internal static void CheckOverlap(TimeSpan revokeAfter, TimeSpan lifetime)
    {
        if (revokeAfter >= lifetime)
        {
            throw Refuse($"-RevokeAfter {revokeAfter} is not shorter than the {lifetime} that the new token lives. Give a shorter one, or a longer -ValidFor.");
        }
    }

    private static void Check(PersonalAccessToken token, RotationOptions options)
    {
        if (token.State == PatState.Revoked)
        {
            throw Refuse($"The token {token} is revoked. There is nothing to rotate; create a new one with New-AdoPat.");
        }

        if (!options.IncludeMachineMade && MachineMadeName.Is(token.Name))
        {
            throw Refuse($"The token {token} has a name that a program gives to its own tokens, and that program renews it. If it is yours all the same, choose it by -AuthorizationId.");
        }

        if (token.IsGlobal && options.TargetOrganizations.Count == 0)
        {
            throw Refuse($"The token {token} is global, and global tokens cannot be created any more. Name the organizations that shall get one token each: -TargetOrganization.");
        }

        if (!token.IsGlobal && options.TargetOrganizations.Count > 0)
        {
            throw Refuse($"The token {token} is not global: -TargetOrganization is for global tokens only.");
        }
    }

    private static TimeSpan LifetimeOf(PersonalAccessToken token)
    {
        TimeSpan lifetime = token.ValidTo - token.ValidFrom;
        return lifetime < LongestLife ? lifetime : LongestLife;
    }

    private static AdoPatException Refuse(string message) => new(ErrorIds.InvalidArgument, message);
}
