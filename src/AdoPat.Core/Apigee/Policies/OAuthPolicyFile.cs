using System;
using System.IO;
using AdoPat.Destinations.Files;
using AdoPat.Models;

namespace AdoPat.Apigee.Policies;

/// <summary>The file of an OAuthV2 policy, as it stands in the bundle of an API proxy.</summary>
public static class OAuthPolicyFile
{
    internal const string EndUserElement = "AppEndUser";

    /// <summary>Plans to let a policy put the end user into its tokens. Nothing is written.</summary>
    /// <param name="path">The full path of the policy.</param>
    /// <param name="endUserVariable">The flow variable that holds the end user.</param>
    /// <returns>The change, of one element only.</returns>
    /// <exception cref="AdoPatException">
    /// <see cref="ErrorIds.InvalidArgument"/>: that is no variable; <see cref="ErrorIds.ApigeeFileNotChanged"/>: that is no policy that issues tokens.
    /// </exception>
    public static FileChange Plan(string path, string endUserVariable)
    {
        FlowVariable.Check(endUserVariable, "EndUserVariable");
        return FileChange.Plan(path, FileText.Decode, FileText.Encode, text => WithEndUser(text, endUserVariable));
    }

    private static (string Action, string Text) WithEndUser(string text, string variable)
    {
        XmlSpan policy = ReadPolicy(text);
        string element = $"<{EndUserElement}>{variable}</{EndUserElement}>";
        if (policy.Child(EndUserElement) is not { } endUser)
        {
            return ($"Add {element}", XmlEdit.Append(text, policy, [element]));
        }

        string before = Content(text, endUser);
        string after = before == variable ? text : text.Remove(endUser.Start, endUser.End - endUser.Start).Insert(endUser.Start, element);
        return ($"Change {EndUserElement} from '{before}' to '{variable}'", after);
    }

    private static XmlSpan ReadPolicy(string text)
    {
        if (text.Length == 0)
        {
            throw new InvalidDataException("is empty, or is not there. Without -Path a new policy is made.");
        }

        XmlSpan policy = XmlMap.Read(text);
        if (policy.Name != "OAuthV2")
        {
            throw new InvalidDataException($"is a policy of the kind {policy.Name}, and only OAuthV2 issues tokens.");
        }

        string operation = policy.Child("Operation") is { } element ? Content(text, element) : "";
        return operation.StartsWith("Generate", StringComparison.Ordinal) ? policy : throw new InvalidDataException(
            $"has the operation '{operation}', which issues no tokens. Take the policy with GenerateAccessToken.");
    }

    private static string Content(string text, XmlSpan element) => text.Substring(element.ContentStart, element.ContentEnd - element.ContentStart).Trim();
}
