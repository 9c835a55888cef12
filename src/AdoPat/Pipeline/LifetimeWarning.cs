using System;
using AdoPat.AzureDevOps;
using AdoPat.Models;

namespace AdoPat.Pipeline;

/// <summary>Says so when the service gave a shorter life than asked for.</summary>
internal static class LifetimeWarning
{
    public static void Write(IPipelineWriter pipeline, PersonalAccessToken token, DateTimeOffset? asked)
    {
        if (asked is { } end && PatMapping.IsClamped(end, token.ValidTo))
        {
            pipeline.Warning(
                $"The token {token} ends {token.ValidTo.ToLocalTime():g}, sooner than the {end.ToLocalTime():g} asked for: a policy of the tenant limits lifetimes.");
        }
    }
}
