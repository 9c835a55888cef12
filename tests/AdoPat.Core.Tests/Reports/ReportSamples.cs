using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using AdoPat.Models;
using AdoPat.Reports;
using FsCheck;
using FsCheck.Fluent;

namespace AdoPat.Core.Tests.Reports;

/// <summary>Tokens and findings to report, and the names that must do no harm.</summary>
internal static class ReportSamples
{
    public const string Hostile = """<script>alert(1)</script>"'=cmd|' /C calc'!A0""";

    public static readonly DateTimeOffset Now = new(2026, 11, 22, 14, 0, 0, TimeSpan.Zero);

    // What breaks out of one format or another, among any text.
    private static readonly Gen<string> Pieces = Gen.OneOf(
        Gen.Elements(
            "<", ">", "&", "\"", "'", "=", "+", "-", "@", "#1", ";", ",", "|", "\\", "`", "*", "_", "[", "]", "(", ")", "!", "~", "\r", "\n", "\t", "\0", "\u202E", "\uD83D", "\uDE00", "\U0001F600", "é", "中",
            "</script>", "<!--", "]]>", "javascript:", "https://x", "www.x.test", "END:VEVENT", Hostile),
        ArbMap.Default.GeneratorFor<string?>().Select(text => text ?? ""));

    /// <summary>Names as somebody with bad intent gives them.</summary>
    public static readonly Arbitrary<string> AnyName = Pieces.ArrayOf().Select(string.Concat).ToArbitrary();

    public static PersonalAccessToken Token(string name, double days = 10, PatState state = PatState.Active, string organization = "contoso", bool isGlobal = false, string scope = "vso.code", string? owner = null, bool isSshKey = false) => new()
    {
        Name = name,
        Organization = organization,
        State = state,
        ValidFrom = Now.AddDays(-30),
        ValidTo = Now.AddDays(days),
        Scope = scope.Split(' '),
        IsGlobal = isGlobal,
        IsSshKey = isSshKey,
        AuthorizationId = Guid.NewGuid(),
        Owner = owner is null ? null : new AdoUser { Descriptor = "aad." + owner, UserPrincipalName = owner, Organization = organization },
    };

    public static AdoPatFinding Finding(PersonalAccessToken token, FindingSeverity severity = FindingSeverity.Error, string text = "It lives too long.") =>
        new() { Token = token, Rule = "MaximumLife", Severity = severity, Message = text, Remedy = "Update-AdoPat -ValidFor 30d" };

    public static PatReport Report(IEnumerable<PersonalAccessToken> tokens, params AdoPatFinding[] findings) => new(Now, tokens, findings);

    /// <summary>A report in which every text from outside is the given one.</summary>
    public static PatReport ReportOf(string text)
    {
        PersonalAccessToken token = Token(text, organization: text, owner: text, scope: text);
        return new PatReport(Now, [token, Token(text)], [new() { Token = token, Rule = text, Message = text, Remedy = text }]) { Title = text };
    }

    public static string Text(this PatReport report, ReportFormat format) => Encoding.UTF8.GetString(report.ToBytes(format)).TrimStart('\uFEFF');

    public static string[] Lines(this PatReport report, ReportFormat format) => [.. report.Text(format).Split('\n').Select(line => line.TrimEnd('\r'))];
}
