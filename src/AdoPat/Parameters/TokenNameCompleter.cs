using System.Collections;
using System.Collections.Generic;
using System.Management.Automation;
using System.Management.Automation.Language;
using AdoPat.Sessions;

namespace AdoPat.Parameters;

/// <summary>Completes names of tokens that this session has listed; it asks nobody.</summary>
internal sealed class TokenNameCompleter : IArgumentCompleter
{
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        Completion.Of(CurrentSession<AdoPatSession>.Get()?.KnownTokenNames, wordToComplete);
}
