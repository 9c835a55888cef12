using System;
using System.Collections.Generic;
using System.Linq;
using AdoPat.Models;

namespace AdoPat.Reports;

/// <summary>
/// What is known of a number of tokens, to look at: counts, ends, findings, by organization and by owner. Names and other texts
/// from outside are escaped in every format, and there is no secret in it.
/// </summary>
public sealed class PatReport
{
    /// <summary>The title, when no other is given.</summary>
    public const string DefaultTitle = "Personal access tokens";

    /// <summary>Makes the report.</summary>
    /// <param name="created">The time that it is for: what has ended then is expired.</param>
    /// <param name="tokens">The tokens. One that comes twice is taken once.</param>
    /// <param name="findings">What was found about them. Tokens of findings that are not among the tokens are added.</param>
    public PatReport(DateTimeOffset created, IEnumerable<PersonalAccessToken> tokens, IEnumerable<AdoPatFinding> findings)
    {
        Created = created.ToUniversalTime();
        List<AdoPatFinding> all = [.. findings];
        ILookup<(PersonalAccessToken?, Guid, string), AdoPatFinding> byToken = all.ToLookup(finding => KeyOf(finding.Token));
        HashSet<(PersonalAccessToken?, Guid, string)> seen = [];
        Tokens =
        [
            .. tokens.Concat(all.Select(finding => finding.Token))
                .Where(token => seen.Add(KeyOf(token)))
                .Select(token => new ReportedToken(token, [.. byToken[KeyOf(token)].OrderByDescending(finding => finding.Severity).Select(finding => new ReportedFinding(finding))], Created))
                .OrderBy(token => token.State).ThenBy(token => token.End).ThenBy(token => token.Name, StringComparer.OrdinalIgnoreCase),
        ];
    }

    /// <summary>The title.</summary>
    public string Title { get; init => field = ReportText.Clean(value); } = DefaultTitle;

    /// <summary>The time that it is for.</summary>
    public DateTimeOffset Created { get; }

    /// <summary>How many tokens are in it. A global one counts for each organization that lists it.</summary>
    public int TokenCount => Tokens.Count;

    /// <summary>How many findings are in it.</summary>
    public int FindingCount => Tokens.Sum(token => token.Findings.Count);

    // Active ones first, by their end.
    internal IReadOnlyList<ReportedToken> Tokens { get; }

    // Own tokens have no owner; a report of nothing else needs none.
    internal bool HasOwners => Tokens.Any(token => token.Owner.Length > 0);

    internal IEnumerable<(ReportedToken Token, ReportedFinding Finding)> Findings => Tokens
        .SelectMany(token => token.Findings.Select(finding => (token, finding)))
        .OrderByDescending(pair => pair.finding.Severity);

    internal IEnumerable<TokenGroup> ByOrganization => Group(token => token.Organization);

    internal IEnumerable<TokenGroup> ByOwner => Group(token => token.Owner is { Length: > 0 } owner ? owner : "(own tokens)");

    /// <summary>
    /// Which organizations and how many users the tokens are of. One whose list was empty or failed is in no token, and so not here.
    /// </summary>
    internal string Coverage
    {
        get
        {
            List<string> organizations = [.. ByOrganization.Select(group => group.Name)];
            if (organizations.Count == 0)
            {
                return "No token came in: nothing was looked at, or nothing was found.";
            }

            int users = ByOwner.Count();
            string whose = HasOwners ? $"{users} {(users == 1 ? "user" : "users")}" : "the signed-in user";
            return $"Tokens of {whose} in {string.Join(", ", organizations)}. Other organizations and users are not in it: they had none, or were not listed.";
        }
    }

    /// <summary>Writes the report.</summary>
    /// <param name="format">What to write it as.</param>
    /// <returns>The content of a file, in UTF-8.</returns>
    public byte[] ToBytes(ReportFormat format) => format switch
    {
        ReportFormat.Csv => CsvReport.Write(this),
        ReportFormat.Json => JsonReport.Write(this),
        ReportFormat.Markdown => MarkdownReport.Write(this),
        ReportFormat.Calendar => CalendarReport.Write(this),
        _ => Html.HtmlReport.Write(this),
    };

    private IEnumerable<TokenGroup> Group(Func<ReportedToken, string> name) => Tokens
        .GroupBy(name, StringComparer.OrdinalIgnoreCase)
        .Select(group => new TokenGroup(group.Key, TokenCounts.Of(group)))
        .OrderBy(group => group.Name, StringComparer.OrdinalIgnoreCase);

    // A token without an id is told from others by the object alone.
    private static (PersonalAccessToken? Token, Guid Id, string Organization) KeyOf(PersonalAccessToken token) =>
        (token.AuthorizationId == Guid.Empty ? token : null, token.AuthorizationId, token.Organization.ToUpperInvariant());
}
