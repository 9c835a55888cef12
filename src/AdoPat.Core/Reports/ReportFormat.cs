namespace AdoPat.Reports;

/// <summary>What a report is written as.</summary>
public enum ReportFormat
{
    /// <summary>One page for a browser, with all that it needs in it.</summary>
    Html,

    /// <summary>A table for spreadsheets: one line for each token.</summary>
    Csv,

    /// <summary>Counts, tokens and findings for programs.</summary>
    Json,

    /// <summary>Counts, tokens and findings for wikis and tickets.</summary>
    Markdown,

    /// <summary>A calendar (.ics): an event with reminders for the end of each active token.</summary>
    Calendar,
}
