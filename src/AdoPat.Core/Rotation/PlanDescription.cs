using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using AdoPat.Models;

namespace AdoPat.Rotation;

/// <summary>Says what a plan would do.</summary>
internal static class PlanDescription
{
    public static IReadOnlyList<string> Of(RotationPlan plan)
    {
        List<string> steps =
        [
            $"Create the token '{plan.Name}' in {plan.Organization} with {string.Join(" ", plan.Scope)}, valid for {Show(plan.Lifetime)}.",
        ];
        steps.AddRange(plan.Destinations.Select(destination => $"Write its secret to {destination}."));
        steps.Add(plan.SkipVerification
            ? "Do not ask the service whether the new token works."
            : $"Ask {plan.Organization} whether the new token works and is {(plan.Old is null ? "the user's" : "of the same user")}.");
        if (plan.Destinations.Count == 0)
        {
            steps.Add("Write the result with the secret to the pipeline.");
        }

        if (plan.Old is { } old)
        {
            steps.Add(OldOne(old, plan.RevokeAfter));
        }

        return steps;
    }

    public static IReadOnlyList<string> Of(AdoPatRotation rotation)
    {
        string old = rotation.OldAuthorizationId is { } id ? $"the old token {id}" : "";
        return rotation.State switch
        {
            RotationState.Delivering => [$"Look whether {(old.Length > 0 ? old + " or " : "")}the new one {rotation.NewAuthorizationId} was revoked, and close the rotation."],
            RotationState.Created when rotation.Destinations.Count == 0 => [$"Revoke the new token {rotation.NewAuthorizationId}, whose secret nobody has, and give the rotation up."],
            _ => [.. Beginning(rotation), .. Writing(rotation), .. Ending(rotation, old)],
        };
    }

    private static IEnumerable<string> Beginning(AdoPatRotation rotation)
    {
        if (rotation.State == RotationState.Creating)
        {
            yield return "Look for a new token whose secret was lost, and revoke it.";
        }

        if (rotation.State is RotationState.Planned or RotationState.Creating)
        {
            yield return $"Create the token '{rotation.Name}' in {rotation.Organization}.";
        }

        if (rotation.State is RotationState.Created or RotationState.Stored)
        {
            yield return $"Read the secret of the new token {rotation.NewAuthorizationId} from a destination that has it; if none has, create another token.";
        }
    }

    private static IEnumerable<string> Writing(AdoPatRotation rotation) =>
        rotation.Destinations.Where(outcome => !outcome.IsWritten).Select(outcome => $"Write its secret to {outcome.Destination}.");

    private static IEnumerable<string> Ending(AdoPatRotation rotation, string old)
    {
        if (rotation.State != RotationState.RevokeDue)
        {
            yield return $"Ask {rotation.Organization} whether the new token works, unless that was to be left out.";
        }

        yield return old.Length == 0 ? "Revoke tokens of it whose secret was lost."
            : rotation.RevokeDue is { } due ? $"Revoke {old} when it is due, at {due:u}."
            : $"Revoke {old}, now or after the overlap.";
    }

    private static string OldOne(PersonalAccessToken old, TimeSpan revokeAfter) =>
        old.State == PatState.Expired ? $"Leave the expired token {old.AuthorizationId} as it is."
        : revokeAfter <= TimeSpan.Zero ? $"Revoke the old token {old.AuthorizationId}."
        : $"Let the old token {old.AuthorizationId} end in {Show(revokeAfter)}, and revoke it then.";

    private static string Show(TimeSpan time) => time switch
    {
        { TotalDays: >= 2 } => time.TotalDays.ToString("0.#", CultureInfo.InvariantCulture) + " days",
        { TotalHours: >= 2 } => time.TotalHours.ToString("0.#", CultureInfo.InvariantCulture) + " hours",
        _ => time.TotalMinutes.ToString("0.#", CultureInfo.InvariantCulture) + " minutes",
    };
}
