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
