using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace AdoPat.Parameters;

/// <summary>Completes usual lifetimes; shows how they are written.</summary>
internal sealed class DurationCompleter : IArgumentCompleter
{
    private static readonly int[] Days = [7, 30, 90, 180, 365];

    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        string word = Completion.Unquote(wordToComplete);
        return Days
            .Select(days => (Text: $"{days}d", Meaning: $"{days} days"))
            .Where(duration => duration.Text.StartsWith(word, StringComparison.OrdinalIgnoreCase))
            .Select(duration => new CompletionResult(duration.Text, duration.Text, CompletionResultType.ParameterValue, duration.Meaning));
    }
}
