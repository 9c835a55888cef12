using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;
using AdoPat.AzureDevOps;

namespace AdoPat.Parameters;

/// <summary>Completes scopes, with what they allow as the tooltip.</summary>
internal sealed class ScopeCompleter : IArgumentCompleter
{
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        string word = Completion.Unquote(wordToComplete);
        return ScopeCatalog.All
            .Where(scope => scope.Name.StartsWith(word, StringComparison.OrdinalIgnoreCase)
                || scope.Name.StartsWith("vso." + word, StringComparison.OrdinalIgnoreCase))
            .Select(scope => new CompletionResult(
                scope.Name, scope.Name, CompletionResultType.ParameterValue, $"{scope.DisplayName}: {scope.Description}"));
    }
}
