using System.Collections.Generic;
using System.Linq;
using AdoPat.Models;

namespace AdoPat.Reports;

/// <summary>How many tokens of each kind there are. A token that several organizations list counts once.</summary>
internal sealed class TokenCounts
{
    public const int Soon = 7;
    public const int Later = 30;

    private TokenCounts()
    {
    }

    public int Tokens { get; private set; }

    public int Active { get; private set; }

    public int Expired { get; private set; }

    public int Revoked { get; private set; }

    /// <summary>Active ones that end within <see cref="Soon"/> days.</summary>
    public int EndingSoon { get; private set; }

    /// <summary>Active ones that end within <see cref="Later"/> days, with those that end soon.</summary>
    public int EndingLater { get; private set; }

    /// <summary>Active ones that work in every organization of their owner.</summary>
    public int Global { get; private set; }

    /// <summary>Active ones with full access.</summary>
    public int FullAccess { get; private set; }

    public int Findings { get; private set; }

    public int Errors { get; private set; }

    public int Warnings { get; private set; }

    public static TokenCounts Of(IEnumerable<ReportedToken> rows)
    {
        TokenCounts counts = new();
        HashSet<object> seen = [];
        foreach (ReportedToken token in rows)
        {
            counts.Findings += token.Findings.Count;
            counts.Errors += token.Findings.Count(finding => finding.Severity == FindingSeverity.Error);
            counts.Warnings += token.Findings.Count(finding => finding.Severity == FindingSeverity.Warning);
            if (seen.Add(token.Identity))
            {
                counts.Add(token);
            }
        }

        return counts;
    }

    private void Add(ReportedToken token)
    {
        Tokens++;
        Active += One(token.IsActive);
        Expired += One(token.State == PatState.Expired);
        Revoked += One(token.State == PatState.Revoked);
        EndingSoon += One(token.EndsWithin(Soon));
        EndingLater += One(token.EndsWithin(Later));
        Global += One(token.IsActive && token.Token.IsGlobal);
        FullAccess += One(token.IsActive && token.HasFullAccess);
    }

    private static int One(bool counts) => counts ? 1 : 0;
}
