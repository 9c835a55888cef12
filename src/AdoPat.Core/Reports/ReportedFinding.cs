using AdoPat.Models;

namespace AdoPat.Reports;

/// <summary>A finding as a report shows it.</summary>
internal sealed class ReportedFinding(AdoPatFinding finding)
{
    public AdoPatFinding Finding => finding;

    public FindingSeverity Severity => finding.Severity;

    public string Rule { get; } = ReportText.Clean(finding.Rule);

    public string Message { get; } = ReportText.Clean(finding.Message);

    public string Remedy { get; } = ReportText.Clean(finding.Remedy);
}
