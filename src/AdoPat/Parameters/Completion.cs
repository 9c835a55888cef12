using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace AdoPat.Parameters;

/// <summary>Completion results from names, quoted where the language needs it.</summary>
internal static class Completion
{
    public static IEnumerable<CompletionResult> Of(IEnumerable<string>? names, string wordToComplete)
    {
        string word = Unquote(wordToComplete);
        return (names ?? [])
            .Where(name => name.StartsWith(word, StringComparison.OrdinalIgnoreCase))
            .OrderBy(name => name, StringComparer.OrdinalIgnoreCase)
            .Select(name => new CompletionResult(Quote(name), name, CompletionResultType.ParameterValue, name));
    }

    /// <summary>What a word that is being typed means, its end quote there or not yet.</summary>
    public static string Unquote(string word) =>
        word.StartsWith("'", StringComparison.Ordinal) ? word.Trim('\'').Replace("''", "'") : word.Trim('"');

    // A name is somebody else's text: anything but a word of letters, digits and a few signs goes into single quotes.
    // What begins with a hyphen would be a parameter, what begins with a digit a number.
    private static string Quote(string name) =>
        name.Length > 0 && char.IsLetter(name[0]) && name.All(c => char.IsLetterOrDigit(c) || c is '-' or '_' or '.')
            ? name
            : "'" + CodeGeneration.EscapeSingleQuotedStringContent(name) + "'";
}
