using System;
using AdoPat.Models;

namespace AdoPat.Apigee.Tokens;

/// <summary>Which tokens are meant: those of an end user, of an app, or those that are of both.</summary>
public sealed class TokenFilter
{
    /// <summary>Makes a filter.</summary>
    /// <param name="endUserId">The end user, as the tokens have it; null or empty for any.</param>
    /// <param name="appId">The id of the app; null or empty for any.</param>
    /// <exception cref="AdoPatException"><see cref="ErrorIds.InvalidArgument"/>: it would be all tokens of the organization.</exception>
    public TokenFilter(string? endUserId, string? appId)
    {
        EndUserId = endUserId ?? "";
        AppId = appId ?? "";
        if (EndUserId.Length == 0 && AppId.Length == 0)
        {
            throw new AdoPatException(ErrorIds.InvalidArgument, "Whose tokens? Name an end user, an app, or both. Nothing was sent.");
        }
    }

    /// <summary>The end user; empty for any.</summary>
    public string EndUserId { get; }

    /// <summary>The id of the app; empty for any.</summary>
    public string AppId { get; }

    /// <summary>End user and app, for messages.</summary>
    /// <returns>A text such as <c>end user 'bob' and app '0f2d…'</c>.</returns>
    public override string ToString() => Join($"end user '{EndUserId}'", " and ", $"app '{AppId}'");

    internal string ToQuery() => Join("enduser=" + Uri.EscapeDataString(EndUserId), "&", "app=" + Uri.EscapeDataString(AppId));

    private string Join(string endUser, string separator, string app) =>
        AppId.Length == 0 ? endUser : EndUserId.Length == 0 ? app : endUser + separator + app;
}
