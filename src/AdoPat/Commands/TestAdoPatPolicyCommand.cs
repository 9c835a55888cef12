using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using AdoPat.Models;
using AdoPat.Parameters;
using AdoPat.Pipeline;
using AdoPat.Rules;

namespace AdoPat.Commands;

/// <summary>Holds tokens against rules. Nothing is sent, and nobody need be signed in.</summary>
[Cmdlet(VerbsDiagnostic.Test, "AdoPatPolicy")]
[OutputType(typeof(AdoPatFinding), typeof(PersonalAccessToken))]
public sealed class TestAdoPatPolicyCommand : PSCmdlet
{
    private readonly SortedDictionary<string, int> _failures = new(StringComparer.Ordinal);
    private IReadOnlyList<TokenRule> _rules = [];
    private int _failedTokens;
    private int _tokens;

    /// <summary>Tokens, as Get-AdoPat gives them.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    public PersonalAccessToken[] InputObject { get; set; } = [];

    /// <summary>A file with rules: JSON or psd1.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    public string? RulesFile { get; set; }

    /// <summary>The longest life of a token, from its creation to its end: a TimeSpan, or a text such as 90d.</summary>
    [Parameter]
    [Duration(nameof(MaximumLifetime))]
    [ArgumentCompleter(typeof(DurationCompleter))]
    public TimeSpan? MaximumLifetime { get; set; }

    /// <summary>No token may do what these scopes allow, by a wider scope either.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ScopeList]
    [ArgumentCompleter(typeof(ScopeCompleter))]
    public string[] ForbiddenScope { get; set; } = [];

    /// <summary>No token may do more than these scopes allow.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ScopeList]
    [ArgumentCompleter(typeof(ScopeCompleter))]
    public string[] AllowedScope { get; set; } = [];

    /// <summary>No token has full access.</summary>
    [Parameter]
    public SwitchParameter NoFullAccess { get; set; }

    /// <summary>No token is for all organizations.</summary>
    [Parameter]
    public SwitchParameter NoGlobal { get; set; }

    /// <summary>Names which say that a token is no longer used; wildcards are allowed.</summary>
    [Parameter]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] UnusedName { get; set; } = [];

    /// <summary>Names of which a token has to have one; wildcards are allowed.</summary>
    [Parameter]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] RequiredName { get; set; } = [];

    /// <summary>No token ends within this time: a TimeSpan, or a text such as 14d.</summary>
    [Parameter]
    [Duration(nameof(ExpiringWithin))]
    [ArgumentCompleter(typeof(DurationCompleter))]
    public TimeSpan? ExpiringWithin { get; set; }

    /// <summary>End with an error when there is a finding of this severity, or of a higher one.</summary>
    [Parameter]
    public FindingSeverity? FailOn { get; set; }

    /// <summary>Output the tokens too, each before its findings.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        try
        {
            TokenRuleSettings settings = WithParameters(RulesFile is null ? new TokenRuleSettings() : RulesFileText.Read(FilePath.Resolve(SessionState, RulesFile, nameof(RulesFile))));
            ScopeCheck.WarnOfUnknown([.. settings.ForbiddenScope, .. settings.AllowedScope], WriteWarning);
            _rules = TokenRules.From(settings, patterns => new NamePatterns(patterns).Match);
        }
        catch (AdoPatException refused)
        {
            ThrowTerminatingError(ErrorRecords.From(refused, RulesFile));
        }
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        DateTimeOffset now = DateTimeOffset.UtcNow;
        foreach (PersonalAccessToken token in InputObject)
        {
            _tokens++;
            if (PassThru)
            {
                WriteObject(token);
            }

            bool isFailure = false;
            foreach (AdoPatFinding finding in _rules.Select(rule => rule.Check(token, now)).OfType<AdoPatFinding>())
            {
                isFailure |= Count(finding);
                WriteObject(finding);
            }

            _failedTokens += isFailure ? 1 : 0;
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (_tokens == 0)
        {
            WriteWarning("There was no token to test. Is that right? What Get-AdoPat could not list was not held against the rules.");
        }

        if (_failedTokens == 0)
        {
            return;
        }

        string rules = string.Join(", ", _failures.Select(rule => $"{rule.Key} ({rule.Value})"));
        string message = string.Format(
            CultureInfo.InvariantCulture,
            "{0} of {1} tokens {2} a rule whose severity is {3}{4}: {5}. The findings say what to run about each.",
            _failedTokens,
            _tokens,
            _failedTokens == 1 ? "breaks" : "break",
            FailOn,
            FailOn == FindingSeverity.Error ? "" : " or higher",
            rules);
        WriteError(ErrorRecords.From(new AdoPatException(ErrorIds.PatRuleBroken, message), _failures));
    }

    private bool Count(AdoPatFinding finding)
    {
        bool isFailure = finding.Severity >= FailOn;
        if (isFailure)
        {
            _failures[finding.Rule] = (_failures.TryGetValue(finding.Rule, out int count) ? count : 0) + 1;
        }

        return isFailure;
    }

    // What is given here takes the place of the same rule in the file.
    private TokenRuleSettings WithParameters(TokenRuleSettings file) => file with
    {
        MaximumLifetime = MaximumLifetime ?? file.MaximumLifetime,
        ForbiddenScope = ForbiddenScope.Length > 0 ? ForbiddenScope : file.ForbiddenScope,
        AllowedScope = AllowedScope.Length > 0 ? AllowedScope : file.AllowedScope,
        NoFullAccess = IsGiven(nameof(NoFullAccess)) ? NoFullAccess : file.NoFullAccess,
        NoGlobal = IsGiven(nameof(NoGlobal)) ? NoGlobal : file.NoGlobal,
        UnusedName = UnusedName.Length > 0 ? UnusedName : file.UnusedName,
        RequiredName = RequiredName.Length > 0 ? RequiredName : file.RequiredName,
        ExpiringWithin = ExpiringWithin ?? file.ExpiringWithin,
    };

    private bool IsGiven(string name) => MyInvocation.BoundParameters.ContainsKey(name);
}
