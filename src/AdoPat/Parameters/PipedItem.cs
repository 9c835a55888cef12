using System;
using System.Collections;
using System.Linq;
using System.Management.Automation;
using AdoPat.Models;
using AdoPat.Secrets;

namespace AdoPat.Parameters;

/// <summary>
/// Whom an object names that is piped in. PowerShell binds one property of several, and the first, even if it is empty: the object
/// has to be seen whole.
/// </summary>
internal static class PipedItem
{
    // As the parameter User is called, and the exact ones first.
    private static readonly string[] Columns =
    [
        nameof(AdoUser.Descriptor), "SubjectDescriptor", "User", nameof(AdoUser.UserPrincipalName), "Upn", "PrincipalName",
        "Email", "EmailAddress", "E-mail", "Mail", nameof(AdoUser.MailAddress),
    ];

    /// <summary>The user whom an object names; an empty reference when what would name one is empty; null when it names nobody.</summary>
    public static UserReference? UserOf(object item)
    {
        PSObject whole = PSObject.AsPSObject(item);
        switch (whole.BaseObject)
        {
            case string text:
                return new UserReference(text);
            case AdoUser user:
                return new UserReference(user);
            case UserReference reference:
                return reference;
        }

        object?[] values = [.. Columns.Where(column => whole.Properties[column] is not null).Select(column => ValueOf(whole, column))];
        if (values.OfType<AdoUser>().FirstOrDefault() is { } inside)
        {
            return new UserReference(inside);
        }

        // Several in one cell would be one person.
        if (values.Length == 0 || values.Any(value => value is IEnumerable and not string))
        {
            return null;
        }

        string[] texts = [.. values.Select(value => value?.ToString()?.Trim() ?? "").Where(text => text.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase)];
        return CopyOf(whole) is { } copy && (copy.Descriptor.StartsWith("aad.", StringComparison.Ordinal) || copy.Descriptor.StartsWith("msa.", StringComparison.Ordinal))
            ? new UserReference(copy)
            : new UserReference(texts);
    }

    /// <summary>The user whom a file, a job or a remote session has made something else of; null when it is none.</summary>
    public static AdoUser? CopyOf(PSObject copy) => TextOf(copy, nameof(AdoUser.Descriptor)) is { Length: > 0 } descriptor
        ? new AdoUser
        {
            Descriptor = descriptor,
            UserPrincipalName = TextOf(copy, nameof(AdoUser.UserPrincipalName)),
            DisplayName = TextOf(copy, nameof(AdoUser.DisplayName)),
            MailAddress = TextOf(copy, nameof(AdoUser.MailAddress)),
            Organization = TextOf(copy, nameof(AdoUser.Organization)),
            Origin = TextOf(copy, nameof(AdoUser.Origin)),
        }
        : null;

    /// <summary>
    /// Whether an object is an organization and nothing else. Whatever else has a column of that name is about somebody or something
    /// there, and not about the own tokens.
    /// </summary>
    public static bool IsOrganization(object item)
    {
        PSObject whole = PSObject.AsPSObject(item);
        return whole.BaseObject is AdoOrganization
            || (whole.Properties[nameof(AdoOrganization.Organization)] is not null && whole.Properties.All(property =>
                property.Name is { } name && (Is(name, nameof(AdoOrganization.Organization)) || Is(name, nameof(AdoOrganization.Id)))));
    }

    /// <summary>What stands for an object in an error: itself, unless its text holds a secret.</summary>
    public static object Shown(object item)
    {
        string text = PSObject.AsPSObject(item).ToString();
        string redacted = Redaction.Redact(text);
        return redacted == text ? item : redacted;
    }

    private static bool Is(string name, string expected) => string.Equals(name, expected, StringComparison.OrdinalIgnoreCase);

    private static string TextOf(PSObject item, string name) => ValueOf(item, name)?.ToString() ?? "";

    private static object? ValueOf(PSObject item, string name)
    {
        try
        {
            return ParameterValues.Unwrap(item.Properties[name]?.Value);
        }
        catch (GetValueException)
        {
            return null;
        }
    }
}
