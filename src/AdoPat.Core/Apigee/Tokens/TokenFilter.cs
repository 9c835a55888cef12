using System;
using AdoPat.Models;
using AdoPat.Reports;

namespace AdoPat.Apigee.Tokens;

/// <summary>Which tokens are meant: those of an end user, of an app, or those that are of both. Some servers may take both for the tokens of either.</summary>
public sealed class TokenFilter
{
    /// <summary>Makes a filter.</summary>
    /// <param name="endUserId">The end user, as the tokens have it; null for any.</param>
    /// <param name="appId">The id of the app; null for any.</param>
    /// <exception cref="AdoPatException"><see cref="ErrorIds.InvalidArgument"/>: it would be all tokens of the organization, or one of them is blank.</exception>
    public TokenFilter(string? endUserId, string? appId)
    {
        EndUserId = endUserId ?? "";
        AppId = appId ?? "";
        if (endUserId is null && appId is null)
        {
            throw new AdoPatException(ErrorIds.InvalidArgument, "Whose tokens? Name an end user, an app, or both. Nothing was sent.");
        }

        // What is blank by mistake must not make everybody of it.
        if (IsBlank(endUserId) || IsBlank(appId))
        {
            throw new AdoPatException(
                ErrorIds.InvalidArgument,
                $"The {(IsBlank(endUserId) ? "end user" : "app")} is blank, which could mean everybody's tokens. Leave it out where that is meant, a column of a table too. Nothing was sent.");
        }
    }

    /// <summary>The end user; empty for any.</summary>
    public string EndUserId { get; }

    /// <summary>The id of the app; empty for any.</summary>
    public string AppId { get; }

    /// <summary>Whether an end user and an app are meant.</summary>
    public bool IsBoth => EndUserId.Length > 0 && AppId.Length > 0;

    /// <summary>End user and app, for messages.</summary>
    /// <returns>A text such as <c>end user 'bob' and app '0f2d…'</c>.</returns>
    public override string ToString() => ReportText.Clean(Join($"end user '{EndUserId}'", " and ", $"app '{AppId}'"));

    /// <summary>Whether a token can be one that is meant, when an end user and an app are: servers may give those of either.</summary>
    /// <param name="token">Its details; what is not known of it speaks for it.</param>
    /// <returns>False when it is of another end user or another app.</returns>
    public bool Allows(ApigeeToken token) =>
        !IsBoth
        || ((token.EndUserId.Length == 0 || token.EndUserId == EndUserId)
            && (token.AppId.Length == 0 || string.Equals(token.AppId, AppId, StringComparison.OrdinalIgnoreCase)));

    internal string ToQuery() => Join("enduser=" + Uri.EscapeDataString(EndUserId), "&", "app=" + Uri.EscapeDataString(AppId));

    private static bool IsBlank(string? text) => text is not null && string.IsNullOrWhiteSpace(text);

    private string Join(string endUser, string separator, string app) =>
        AppId.Length == 0 ? endUser : EndUserId.Length == 0 ? app : endUser + separator + app;
}
