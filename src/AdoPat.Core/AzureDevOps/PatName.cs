using System.Linq;
using AdoPat.Models;
using AdoPat.Secrets;

namespace AdoPat.AzureDevOps;

/// <summary>The name of a personal access token, which people see in lists. Several tokens may have the same.</summary>
public static class PatName
{
    /// <summary>
    /// How many characters a name may have here. The service documents no limit; this keeps a pasted page from becoming a name.
    /// </summary>
    public const int MaxLength = 255;

    /// <summary>Checks a name before it is sent.</summary>
    /// <param name="name">The name, or null.</param>
    /// <param name="parameterName">The parameter that the name was given for, as the user knows it.</param>
    /// <exception cref="AdoPatException">
    /// <see cref="ErrorIds.PatInvalidName"/>: empty, only white space, a control character in it, too long, or with a
    /// token's value in it.
    /// </exception>
    public static void Check(string? name, string parameterName)
    {
        if (Problem(name) is { } problem)
        {
            throw new AdoPatException(ErrorIds.PatInvalidName, $"{parameterName} {problem}");
        }
    }

    private static string? Problem(string? name)
    {
        if (string.IsNullOrWhiteSpace(name))
        {
            return "is empty. Give the token a name by which people will know what it is for.";
        }

        if (name!.Length > MaxLength)
        {
            return $"has {name.Length} characters. Give a name of at most {MaxLength}.";
        }

        if (name.Any(char.IsControl))
        {
            return "contains a control character, such as a line break or a tab. Give a name without any.";
        }

        return PatValue.TryFind(name, 0, out _)
            ? "contains the value of a personal access token, which everybody who sees the list would see. Give a name without it."
            : null;
    }
}
