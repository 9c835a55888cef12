using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using AdoPat.AzureDevOps;
using AdoPat.Models;

namespace AdoPat.Rules;

/// <summary>
/// Writes the command that mends a token. Tokens are named by their ids: names are not unique, and are somebody else's text.
/// </summary>
internal static class Remedies
{
    /// <summary>Ends it now.</summary>
    public static string Revoke(PersonalAccessToken token) => token.Owner is { } owner
        ? Command("Revoke-AdoPat", token, $"-Owner {Quote(owner.Descriptor)}")
        : Command("Revoke-AdoPat", token, "");

    /// <summary>Gives it another end.</summary>
    public static string End(PersonalAccessToken token, DateTimeOffset latest) =>
        ByOwner(token, Command("Update-AdoPat", token, $"-ValidTo {latest.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)}"));

    /// <summary>Gives it another name.</summary>
    public static string Rename(PersonalAccessToken token) => ByOwner(token, Command("Update-AdoPat", token, "-NewName <a name that fits>"));

    /// <summary>Puts a new one in its place.</summary>
    public static string Replace(PersonalAccessToken token, string more = "")
    {
        string targets = token.IsGlobal ? "-TargetOrganization <where it is used>" : "";
        return ByOwner(token, Command("Invoke-AdoPatRotation", token, $"{targets} {more}"));
    }

    /// <summary>Takes scopes away from it.</summary>
    /// <param name="token">The token.</param>
    /// <param name="isFit">Whether it may keep a scope, be it one of its own or one that comes with those.</param>
    public static string Narrow(PersonalAccessToken token, Func<string, bool> isFit)
    {
        // What full access is used for, nobody but its owner knows; no more than what the service does not tell.
        IReadOnlyList<string> left = ScopeCatalog.Minimize(ScopeCatalog.Expand(token.Scope).Where(isFit));
        bool isOpen = token.Scope.Count == 0 || token.Scope.Contains(ScopeCatalog.FullAccess, StringComparer.OrdinalIgnoreCase);
        return left.Count == 0 && !isOpen
            ? Revoke(token)
            : ByOwner(token, Command("Update-AdoPat", token, "-Scope " + (isOpen ? "<the scopes that it needs>" : string.Join(", ", left.Select(Quote)))));
    }

    // Only its owner can change a token; an administrator can end it. An SSH key has nothing that a command could change.
    private static string ByOwner(PersonalAccessToken token, string command) =>
        token.Owner is null ? command
        : token.IsSshKey ? Revoke(token)
        : $"Its owner can run: {command}; you can end it: {Revoke(token)}";

    private static string Command(string name, PersonalAccessToken token, string more) =>
        $"{name} -Organization {Quote(token.Organization)} -AuthorizationId {token.AuthorizationId} {more.Trim()}".TrimEnd();

    // Organizations, scopes and descriptors are the service's, or of a file: what is no plain word must not become code.
    private static string Quote(string text) => text.Length > 0 && text[0] != '-' && text.All(c => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '.' or '_' or '-')
        ? text
        : "'" + string.Concat(text.Select(c => c is '\'' or '\u2018' or '\u2019' or '\u201A' or '\u201B' ? new string(c, 2) : c.ToString())) + "'";
}
