using System.Collections;
using System.Collections.Generic;
using System.Management.Automation;
using System.Management.Automation.Language;
using AdoPat.Sessions;

namespace AdoPat.Parameters;

/// <summary>Completes organizations that this session has met.</summary>
internal sealed class OrganizationCompleter : IArgumentCompleter
{
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        Completion.Of(CurrentSession<AdoPatSession>.Get()?.KnownOrganizations, wordToComplete);
}
