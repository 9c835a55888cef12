using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using AdoPat.AzureDevOps;
using AdoPat.Models;
using AdoPat.Secrets;

namespace AdoPat.Rules;

/// <summary>
/// Reads a rules file. It is strict: a rule that is spelled wrong, or has a value that it cannot have, must not pass for a rule
/// that no token breaks.
/// </summary>
public static class RulesFile
{
    private const string Schema = "$schema";
    private const int MaxShown = 60;

    private static readonly string[] Rules =
    [
        RuleNames.MaximumLifetime, RuleNames.ForbiddenScope, RuleNames.AllowedScope, RuleNames.NoFullAccess, RuleNames.NoGlobal,
        RuleNames.UnusedName, RuleNames.RequiredName, RuleNames.ExpiringWithin,
    ];

    private static readonly JsonDocumentOptions Options = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <summary>Reads the rules.</summary>
    /// <param name="json">The content of the file; docs/rules.schema.json says what it may have. Case does not matter.</param>
    /// <param name="source">The file, for messages.</param>
    /// <returns>The rules.</returns>
    /// <exception cref="AdoPatException"><see cref="ErrorIds.InvalidArgument"/>: it is no rules file; the message says where and why.</exception>
    public static TokenRuleSettings Parse(string json, string source)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json, Options);
            return Read(document.RootElement, source);
        }
        catch (JsonException broken)
        {
            throw Refuse(source, $"It is no JSON: {broken.Message}");
        }
    }

    private static TokenRuleSettings Read(JsonElement root, string source)
    {
        TokenRuleSettings settings = new();
        foreach ((string key, JsonElement value) in Entries(root, source))
        {
            settings = Is(key, Schema) ? settings
                : Is(key, nameof(TokenRuleSettings.Severity)) ? settings with { Severity = ReadSeverities(value, source) }
                : ReadRule(settings, RuleNamed(key, source), value, source);
        }

        return settings;
    }

    private static TokenRuleSettings ReadRule(TokenRuleSettings settings, string rule, JsonElement value, string source) => rule switch
    {
        RuleNames.MaximumLifetime => settings with { MaximumLifetime = ReadDuration(value, rule, source) },
        RuleNames.ExpiringWithin => settings with { ExpiringWithin = ReadDuration(value, rule, source) },
        RuleNames.ForbiddenScope => settings with { ForbiddenScope = ScopeCatalog.Parse(ReadTexts(value, rule, source)) },
        RuleNames.AllowedScope => settings with { AllowedScope = ScopeCatalog.Parse(ReadTexts(value, rule, source)) },
        RuleNames.UnusedName => settings with { UnusedName = ReadTexts(value, rule, source) },
        RuleNames.RequiredName => settings with { RequiredName = ReadTexts(value, rule, source) },
        RuleNames.NoFullAccess => settings with { NoFullAccess = ReadSwitch(value, rule, source) },
        _ => settings with { NoGlobal = ReadSwitch(value, rule, source) },
    };

    private static Dictionary<string, FindingSeverity> ReadSeverities(JsonElement value, string source)
    {
        Dictionary<string, FindingSeverity> severities = new(StringComparer.OrdinalIgnoreCase);
        foreach ((string key, JsonElement severity) in Entries(value, source))
        {
            string rule = RuleNamed(key, source);
            string text = severity.ValueKind == JsonValueKind.String ? severity.GetString()! : "";
            severities[rule] = text.All(char.IsLetter) && Enum.TryParse(text, ignoreCase: true, out FindingSeverity known)
                ? known
                : throw Refuse(source, $"The severity of {rule} is none of {FindingSeverity.Information}, {FindingSeverity.Warning}, {FindingSeverity.Error}.");
        }

        return severities;
    }

    private static TimeSpan ReadDuration(JsonElement value, string rule, string source)
    {
        try
        {
            return PatLifetime.Parse(value.ValueKind == JsonValueKind.String ? value.GetString() : value.GetRawText(), rule);
        }
        catch (AdoPatException refused)
        {
            throw Refuse(source, refused.Message);
        }
    }

    private static bool ReadSwitch(JsonElement value, string rule, string source) => value.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw Refuse(source, $"{rule} is neither true nor false."),
    };

    // One text may stand for a list of one.
    private static string[] ReadTexts(JsonElement value, string rule, string source)
    {
        JsonElement[] items = value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray()] : [value];
        string[] texts = [.. items.Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()!)];
        return texts.Length == items.Length && texts.Length > 0 && !texts.Any(string.IsNullOrWhiteSpace)
            ? texts
            : throw Refuse(source, $"{rule} is no list of texts, or is empty.");
    }

    private static IEnumerable<(string Key, JsonElement Value)> Entries(JsonElement element, string source) => element.ValueKind == JsonValueKind.Object
        ? element.EnumerateObject().Select(entry => (entry.Name, entry.Value))
        : throw Refuse(source, "It, and the severities in it, have to be an object: names with values.");

    private static string RuleNamed(string key, string source) =>
        Array.Find(Rules, rule => Is(key, rule))
        ?? throw Refuse(source, $"There is no rule '{Redaction.Redact(key, MaxShown)}'. The rules are {string.Join(", ", Rules)}.");

    private static bool Is(string key, string name) => string.Equals(key, name, StringComparison.OrdinalIgnoreCase);

    private static AdoPatException Refuse(string source, string reason) =>
        new(ErrorIds.InvalidArgument, $"The rules file {source} was refused. {reason} No token was tested.");
}
