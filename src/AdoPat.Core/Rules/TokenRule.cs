using System;
using AdoPat.AzureDevOps;
using AdoPat.Models;

namespace AdoPat.Rules;

/// <summary>One rule that tokens are held against.</summary>
public abstract class TokenRule
{
    private protected TokenRule(string name, FindingSeverity severity)
    {
        Name = name;
        Severity = severity;
    }

    /// <summary>Its name, one of <see cref="RuleNames"/>.</summary>
    public string Name { get; }

    /// <summary>How much it matters.</summary>
    public FindingSeverity Severity { get; }

    /// <summary>
    /// False for a rule about scopes or organizations: an SSH key has none to choose, whatever the service lists for it. It is for Git alone.
    /// </summary>
    private protected virtual bool IsForSshKeys => true;

    /// <summary>Holds a token against the rule.</summary>
    /// <param name="token">The token.</param>
    /// <param name="now">The present time.</param>
    /// <returns>What is wrong; null when nothing is. A token that does not work any more breaks no rule.</returns>
    public AdoPatFinding? Check(PersonalAccessToken token, DateTimeOffset now)
    {
        if ((token.IsSshKey && !IsForSshKeys) || token.State != PatState.Active || PatLifetime.EndOf(token) <= now || Judge(token, now) is not { } verdict)
        {
            return null;
        }

        return new AdoPatFinding
        {
            Token = token,
            Rule = Name,
            Severity = Severity,
            Message = verdict.Message,
            Remedy = verdict.Remedy,
        };
    }

    /// <summary>Judges a token that works.</summary>
    /// <returns>What is wrong and what to run about it, as <see cref="Remedies"/> write it; null when nothing is.</returns>
    private protected abstract (string Message, string Remedy)? Judge(PersonalAccessToken token, DateTimeOffset now);
}
