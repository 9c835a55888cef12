using System;
using System.Collections.Generic;
using System.Linq;
using AdoPat.AzureDevOps;
using AdoPat.Models;
using AdoPat.Secrets;

namespace AdoPat.Parameters;

/// <summary>Finds typing errors in scopes before they are sent. The service may know scopes that AdoPat does not.</summary>
internal static class ScopeCheck
{
    /// <exception cref="AdoPatException"><see cref="ErrorIds.PatInvalidScope"/>: a scope is not known, or there is none.</exception>
    public static void Check(IReadOnlyList<string> scopes, bool skip, Action<string> warn)
    {
        if (scopes.Count == 0)
        {
            throw new AdoPatException(
                ErrorIds.PatInvalidScope, "Scope is empty. Name at least one scope, such as vso.code; Get-AdoPatScope lists them. Nothing was sent.");
        }

        string[] unknown = [.. scopes.Where(scope => ScopeCatalog.Find(scope) is null)];
        if (unknown.Length == 0)
        {
            return;
        }

        string what = string.Join(" ", unknown.Select(Describe));
        if (!skip)
        {
            throw new AdoPatException(
                ErrorIds.PatInvalidScope,
                $"{what} Get-AdoPatScope lists the scopes. Nothing was sent; if the scope is new, send it with -SkipScopeCheck.");
        }

        warn(what + " It is sent all the same.");
    }

    /// <summary>For scopes that are looked for: a list that is empty for a typing error would say the wrong thing.</summary>
    public static void WarnOfUnknown(IReadOnlyList<string> scopes, Action<string> warn)
    {
        foreach (string scope in scopes.Where(scope => ScopeCatalog.Find(scope) is null))
        {
            warn(Describe(scope) + " It is looked for all the same.");
        }
    }

    /// <summary>Says of a scope that is not known what may have been meant, in sentences.</summary>
    public static string Describe(string scope)
    {
        IReadOnlyList<string> similar = ScopeCatalog.Suggest(scope);
        return ScopeCatalog.ExplainEntraOnly(scope)
            ?? $"AdoPat does not know the scope '{Redaction.Redact(scope)}'." + (similar.Count == 0 ? "" : $" Did you mean {string.Join(" or ", similar.Select(name => $"'{name}'"))}?");
    }
}
