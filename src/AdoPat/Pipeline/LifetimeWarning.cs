using System;
using AdoPat.AzureDevOps;
using AdoPat.Models;

namespace AdoPat.Pipeline;

/// <summary>Says so when the service gave a shorter life than asked for.</summary>
internal static class LifetimeWarning
{
    public static void Write(IPipelineWriter pipeline, PersonalAccessToken token, DateTimeOffset? asked)
    {
        if (asked is { } end && PatLifetime.IsClamped(end, token.ValidTo))
        {
            pipeline.Warning(
                $"The token {token} ends {LocalTime.Show(token.ValidTo)}, sooner than the {LocalTime.Show(end)} asked for: a policy of the tenant limits lifetimes.");
        }
    }
}
