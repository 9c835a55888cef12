using System;
using AdoPat.Models;
using AdoPat.Secrets;

namespace AdoPat.AzureDevOps;

/// <summary>
/// Reads the name of an organization from whatever people have at hand: the name, or any address of it, clone addresses
/// included. What comes out consists of letters, digits and hyphens, and so cannot change the URL that it is put into.
/// </summary>
public static class OrganizationName
{
    /// <summary>How many characters a name has at most.</summary>
    public const int MaxLength = 50;

    private const int MaxShown = 80;

    /// <summary>Compares names as Azure DevOps does: without regard to case.</summary>
    public static StringComparer Comparer => StringComparer.OrdinalIgnoreCase;

    /// <summary>Reads a name.</summary>
    /// <param name="text">A name such as <c>contoso</c>, or an address such as <c>https://dev.azure.com/contoso/tools</c>.</param>
    /// <returns>The name, in the case it was given in.</returns>
    /// <exception cref="AdoPatException"><see cref="ErrorIds.InvalidArgument"/>: it is neither.</exception>
    public static string Parse(string? text)
    {
        if (TryParse(text, out string name))
        {
            return name;
        }

        throw new AdoPatException(
            ErrorIds.InvalidArgument,
            $"Organization {Show(text)} is not the name or the address of an Azure DevOps organization. Give its name, such as "
            + $"contoso (letters, digits, hyphens inside, at most {MaxLength}), or its address, such as "
            + "https://dev.azure.com/contoso or https://contoso.visualstudio.com.");
    }

    /// <summary>Reads a name, if there is one.</summary>
    /// <param name="text">A name such as <c>contoso</c>, or an address such as <c>https://dev.azure.com/contoso/tools</c>.</param>
    /// <param name="name">The name, in the case it was given in; empty when there is none.</param>
    /// <returns>Whether there is one.</returns>
    public static bool TryParse(string? text, out string name)
    {
        string trimmed = (text ?? "").Trim();
        string? found = IsName(trimmed) ? trimmed : OrganizationAddress.ReadName(trimmed);
        bool isName = found is not null && IsName(found);
        name = isName ? found! : "";
        return isName;
    }

    /// <summary>Refuses what is no name as it is, before it gets into a URL.</summary>
    /// <exception cref="AdoPatException"><see cref="ErrorIds.InvalidArgument"/>: it is none.</exception>
    internal static void Require(string text)
    {
        if (!IsName(text))
        {
            throw new AdoPatException(
                ErrorIds.InvalidArgument,
                $"Organization {Show(text)} is not the name of an Azure DevOps organization. Nothing was sent; OrganizationName.Parse reads the name out of an address.");
        }
    }

    /// <summary>Whether a text is a name as it is: letters, digits, and hyphens between them, at most 50.</summary>
    /// <param name="text">The text.</param>
    /// <returns>True when it can be put into a URL without changing it.</returns>
    public static bool IsName(string text)
    {
        if (text.Length is 0 or > MaxLength || text[0] == '-' || text[text.Length - 1] == '-')
        {
            return false;
        }

        foreach (char c in text)
        {
            if (!TokenCharacters.IsBase62(c) && c != '-')
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>What was given, without what may be a password: the part before an @ and whatever looks like a secret.</summary>
    private static string Show(string? text)
    {
        string shown = (text ?? "").Trim();
        int at = shown.LastIndexOf('@');
        return "'" + Redaction.Redact(at > 0 ? "…" + shown.Substring(at) : shown, MaxShown) + "'";
    }
}
