using System.Collections;
using System.Collections.Generic;
using System.Management.Automation;
using System.Management.Automation.Language;
using AdoPat.Apigee;
using AdoPat.Sessions;

namespace AdoPat.Parameters;

/// <summary>Completes e-mail addresses of developers whom this session has met; it asks nobody.</summary>
internal sealed class ApigeeDeveloperCompleter : IArgumentCompleter
{
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        Completion.Of(CurrentSession<ApigeeSession>.Get()?.KnownDevelopers, wordToComplete);
}
