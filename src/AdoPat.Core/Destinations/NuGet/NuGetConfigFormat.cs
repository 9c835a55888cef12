using System;
using System.IO;
using System.Linq;
using System.Security;
using System.Xml;
using AdoPat.Destinations.Files;

namespace AdoPat.Destinations.NuGet;

/// <summary>The credentials of one package source in a <c>NuGet.Config</c>.</summary>
/// <param name="source">The name of the source.</param>
internal sealed class NuGetConfigFormat(string source) : IFileFormat
{
    private const string Credentials = "packageSourceCredentials";
    private const string UserName = "Username";
    private const string ClearText = "ClearTextPassword";
    private const string Encrypted = "Password";

    /// <inheritdoc/>
    public string? Read(string content)
    {
        XmlSpan? own = FindOwn(ReadRoot(content));
        if (own?.Add(ClearText) is not { } password)
        {
            return null;
        }

        string value = ValueOf(password).Value;
        return value.Count(c => c == '%') < 2 ? (value.Length == 0 ? null : value) : throw new InvalidDataException(
            $"takes the {ClearText} of the source '{source}' from a variable of the environment. Set that variable, or remove the line.");
    }

    /// <inheritdoc/>
    public string Write(string content, string secret)
    {
        if (Read(content) == secret)
        {
            return content;
        }

        XmlSpan root = ReadRoot(content);
        XmlSpan? own = FindOwn(root);
        if (own is null)
        {
            return AddOwn(content, root, secret);
        }

        XmlSpan? password = own.Add(ClearText) ?? own.Add(Encrypted);
        if (password is null)
        {
            content = XmlEdit.Append(content, own, [Line(ClearText, secret)]);
        }
        else
        {
            (_, int start, int length) = ValueOf(password);
            content = Replace(content, (start, length, SecurityElement.Escape(secret)!), Key(password));
        }

        own = FindOwn(ReadRoot(content))!;
        return own.Add(UserName) is null ? XmlEdit.Append(content, own, [Line(UserName, Base64Secret.UserName)]) : content;
    }

    /// <inheritdoc/>
    public string Remove(string content)
    {
        XmlSpan? own = FindOwn(ReadRoot(content));
        if (own?.Add(ClearText) is null)
        {
            return content;
        }

        bool isOurs = own.Children.All(add => add == own.Add(ClearText)
            || (add == own.Add(UserName) && add.Attributes.TryGetValue("value", out var user) && user.Value == Base64Secret.UserName));
        return !isOurs ? XmlEdit.Remove(content, own.Add(ClearText)!)
            : XmlEdit.Remove(content, own.Parent!.Children.Count == 1 ? own.Parent : own);
    }

    private string AddOwn(string content, XmlSpan root, string secret)
    {
        string name = XmlConvert.EncodeLocalName(source)!;
        string[] element = [$"<{name}>", "\t" + Line(UserName, Base64Secret.UserName), "\t" + Line(ClearText, secret), $"</{name}>"];
        return root.Child(Credentials) is { } all
            ? XmlEdit.Append(content, all, element)
            : XmlEdit.Append(content, root, [$"<{Credentials}>", .. element.Select(line => "\t" + line), $"</{Credentials}>"]);
    }

    private XmlSpan ReadRoot(string content)
    {
        XmlSpan? root = content.Length == 0 ? null : XmlMap.Read(content);
        if (root is not null && root.Name != "configuration")
        {
            throw new InvalidDataException("is no configuration of NuGet.");
        }

        return root?.Child("packageSources")?.Add(source) is not null ? root : throw new InvalidDataException(
            $"has no package source '{source}'. Add it first: dotnet nuget add source <address> --name \"{source}\".");
    }

    private XmlSpan? FindOwn(XmlSpan root) => root.Child(Credentials)?.Children.LastOrDefault(
        element => string.Equals(XmlConvert.DecodeName(element.Name), source, StringComparison.OrdinalIgnoreCase));

    private static string Line(string key, string value) => $"<add key=\"{key}\" value=\"{SecurityElement.Escape(value)}\" />";

    private static (string Value, int Start, int Length) ValueOf(XmlSpan add) =>
        add.Attributes.TryGetValue("value", out var value) ? value : throw new InvalidDataException("has an entry without a value among its credentials.");

    // An encrypted password gives way: NuGet takes one of the two only.
    private static (int Start, int Length, string Text) Key(XmlSpan add) =>
        add.Attributes["key"] is var key && string.Equals(key.Value, Encrypted, StringComparison.OrdinalIgnoreCase)
            ? (key.Start, key.Length, ClearText)
            : (key.Start, 0, "");

    private static string Replace(string text, params (int Start, int Length, string Text)[] changes)
    {
        foreach ((int start, int length, string changed) in changes.OrderByDescending(change => change.Start))
        {
            text = text.Remove(start, length).Insert(start, changed);
        }

        return text;
    }
}
