using System;
using System.Collections.Generic;
using System.IO;
using System.Management.Automation;
using AdoPat.Models;
using AdoPat.Parameters;
using AdoPat.Pipeline;
using AdoPat.Reports;

namespace AdoPat.Commands;

/// <summary>Writes a report of tokens and findings: a page to look at, or a file for other programs.</summary>
[Cmdlet(VerbsData.Export, "AdoPatReport", SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo))]
public sealed class ExportAdoPatReportCommand : PSCmdlet
{
    private readonly List<PersonalAccessToken> _tokens = [];
    private readonly List<AdoPatFinding> _findings = [];
    private ReportFile? _file;
    private string _path = "";

    /// <summary>The file. One that is there is replaced.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [Alias("FilePath", "LiteralPath")]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    /// <summary>Tokens, as Get-AdoPat gives them, and findings, as Test-AdoPatPolicy gives them.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    [AllowNull]
    [AllowEmptyCollection]
    public PSObject[]? InputObject { get; set; }

    /// <summary>What the report is written as; when not given, the ending of the file says it.</summary>
    [Parameter(Position = 1)]
    public ReportFormat? Format { get; set; }

    /// <summary>The title of the report.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string Title { get; set; } = PatReport.DefaultTitle;

    /// <summary>Replace a file that is read-only.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Keep a file that is there: then it is an error.</summary>
    [Parameter]
    public SwitchParameter NoClobber { get; set; }

    /// <summary>Give the file.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        // Before the tokens come, which may take long.
        OrEnd(() =>
        {
            _path = FilePath.Resolve(SessionState, Path);
            _file = new ReportFile(_path, NoClobber, Force);
            _file.Check();
        });
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (PSObject? item in InputObject ?? [])
        {
            Take(item?.BaseObject);
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        PatReport report = new(DateTimeOffset.UtcNow, _tokens, _findings) { Title = Title };
        if (ShouldProcess(_path, $"Write a report of {report.TokenCount} tokens and {report.FindingCount} findings"))
        {
            OrEnd(() =>
            {
                if (report.TokenCount == 0)
                {
                    WriteWarning($"No token came in: the report '{_path}' is empty.");
                }

                FileInfo file = _file!.Write(report.ToBytes(Format ?? FormatOf(_path)));
                if (PassThru)
                {
                    WriteObject(file);
                }
            });
        }
    }

    private void Take(object? item)
    {
        if (item is AdoPatFinding finding)
        {
            _findings.Add(finding);
        }
        else if (item is PersonalAccessToken token)
        {
            _tokens.Add(token);
        }
        else if (item is not null)
        {
            WriteError(ErrorRecords.From(
                new AdoPatException(
                    ErrorIds.InvalidArgument,
                    $"An object of the type {item.GetType().Name} was left out of the report: it is no token and no finding. Pipe what Get-AdoPat and Test-AdoPatPolicy give, without Select-Object or Format-Table between."),
                item));
        }
    }

    private void OrEnd(Action work)
    {
        try
        {
            work();
        }
        catch (AdoPatException refused)
        {
            ThrowTerminatingError(ErrorRecords.From(refused, Path));
        }
    }

    private static ReportFormat FormatOf(string path) => System.IO.Path.GetExtension(path).ToUpperInvariant() switch
    {
        ".CSV" => ReportFormat.Csv,
        ".JSON" => ReportFormat.Json,
        ".MD" or ".MARKDOWN" => ReportFormat.Markdown,
        ".ICS" => ReportFormat.Calendar,
        _ => ReportFormat.Html,
    };
}
