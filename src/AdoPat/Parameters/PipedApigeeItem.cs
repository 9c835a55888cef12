using System;
using System.Linq;
using System.Management.Automation;
using System.Security;
using AdoPat.Apigee.Tokens;
using AdoPat.Models;
using AdoPat.Pipeline;
using AdoPat.Secrets;

namespace AdoPat.Parameters;

/// <summary>
/// Whose tokens an object names that is piped in. It has to be seen whole: a token knows its end user and its app, and an app its
/// developer, and bound by these properties one token would stand for all of somebody's.
/// </summary>
internal static class PipedApigeeItem
{
    private static readonly string[] Columns =
    [
        nameof(ApigeeToken.EndUserId), nameof(ApigeeToken.AppId), nameof(ApigeeToken.AppName), nameof(ApigeeToken.Fingerprint),
        nameof(ApigeeDeveloper.DeveloperId), nameof(ApigeeDeveloper.Email), nameof(ApigeeToken.Organization),
    ];

    private const string Kinds = "What is piped in is a token, a developer or an app, or has a column EndUserId, AppId or DeveloperId.";

    /// <summary>What stands for an object in an error: without what may be the value of a token, which looks like any other text. Null for nothing.</summary>
    public static object? Shown(PSObject item) => item.BaseObject switch
    {
        ApigeeToken or ApigeeDeveloper or ApigeeApp or ApigeeRevocation or TokenFilter => item,
        _ => HarmlessPartOf(item),
    };

    /// <summary>Reads an object.</summary>
    /// <param name="item">The object.</param>
    /// <param name="organization">The organization of the session.</param>
    /// <exception cref="AdoPatException"><see cref="ErrorIds.InvalidArgument"/>: it names no token, or is of another organization.</exception>
    public static ApigeeTarget Read(PSObject item, string organization)
    {
        if (TextOf(item, nameof(ApigeeToken.Organization))?.Trim() is { Length: > 0 } other && !string.Equals(other, organization, StringComparison.OrdinalIgnoreCase))
        {
            throw Refused($"It is of the organization {other}, and the session is with {organization}. Connect-Apigee makes a session with another one, -Session names it.");
        }

        return item.BaseObject switch
        {
            ApigeeToken { AccessToken: null } => throw WithoutValue(),
            ApigeeToken token => new ApigeeTarget(token),
            TokenFilter filter => new ApigeeTarget(filter),
            ApigeeRevocation revocation => new ApigeeTarget(new TokenFilter(NullIfEmpty(revocation.EndUserId), NullIfEmpty(revocation.AppId)), item),
            SecureString value => new ApigeeTarget(new ApigeeToken { Organization = organization, AccessToken = value }),
            ApigeeDeveloper developer => new ApigeeTarget(new TokenFilter(developer.DeveloperId, null), item),
            ApigeeApp app => new ApigeeTarget(new TokenFilter(null, app.AppId), item),
            string => throw Refused("A text may be an end user or a token. Say which: -EndUserId or -AccessToken."),
            _ => ReadColumns(item, organization),
        };
    }

    // A token that went through a file or a job has the columns of its end user and its app too: it stays one token.
    private static ApigeeTarget ReadColumns(PSObject item, string organization)
    {
        if (item.Properties[nameof(ApigeeToken.AccessToken)] is not null || item.Properties[nameof(ApigeeToken.Fingerprint)] is not null)
        {
            return ValueOf(item) is { Length: > 0 } value
                ? new ApigeeTarget(new ApigeeToken { Organization = organization, AccessToken = value })
                : throw WithoutValue();
        }

        (string? endUser, string? app) = (TextOf(item, nameof(ApigeeToken.EndUserId)), TextOf(item, nameof(ApigeeToken.AppId)));
        endUser ??= app is null ? TextOf(item, nameof(ApigeeDeveloper.DeveloperId)) : null;
        return endUser is not null || app is not null ? new ApigeeTarget(new TokenFilter(endUser, app), Shown(item)) : throw Refused(Kinds);
    }

    private static SecureString? ValueOf(PSObject item) => ParameterValues.Unwrap(item.Properties[nameof(ApigeeToken.AccessToken)]?.Value) switch
    {
        SecureString value => value,
        string text when text != typeof(SecureString).FullName => SecretText.ToSecureString(text.Trim()),
        _ => null,
    };

    private static PSObject? HarmlessPartOf(PSObject item)
    {
        PSObject part = new();
        foreach (string name in Columns.Where(name => item.Properties[name] is not null))
        {
            part.Properties.Add(new PSNoteProperty(name, item.Properties[name].Value));
        }

        return part.Properties.Any() ? part : null;
    }

    // Null where there is no such column: an empty one is a mistake.
    private static string? TextOf(PSObject item, string name) =>
        item.Properties[name] is { } column ? ParameterValues.Unwrap(column.Value)?.ToString() ?? "" : null;

    private static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;

    private static AdoPatException WithoutValue() => Refused("It is a token without its value: files get none. Find the token again with Get-ApigeeToken.");

    private static AdoPatException Refused(string reason) => new(ErrorIds.InvalidArgument, $"{reason} Nothing was sent for it.");
}
