using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using AdoPat.Destinations.Files;

namespace AdoPat.Destinations.Yarn;

/// <summary>The identity for one registry in a <c>.yarnrc.yml</c>.</summary>
/// <param name="registry">The registry without its scheme and without a slash at its end.</param>
internal sealed class YarnrcFormat(string registry) : IFileFormat
{
    private const string Registries = "npmRegistries";
    private const string Identity = "npmAuthIdent";
    private const string Always = "npmAlwaysAuth";
    private const string True = "true";

    // Yarn uses it and leaves the identity unused.
    private const string Stronger = "npmAuthToken";

    /// <inheritdoc/>
    public string? Read(string content) => IdentityIn(new TextLines(content)) is { Password.Length: > 0 } found ? found.Password : null;

    /// <inheritdoc/>
    public string Write(string content, string secret)
    {
        TextLines lines = new(content);
        string user = IdentityIn(lines)?.User ?? Base64Secret.UserName;
        YamlEntry? own = FindRegistry(lines);
        if (own is null)
        {
            own = AddRegistry(lines);
        }

        Set(lines, own, Always, True);
        Set(lines, FindRegistry(lines)!, Identity, Base64Secret.Encode($"{user}:{secret}"));
        return lines.ToString();
    }

    /// <inheritdoc/>
    public string Remove(string content)
    {
        TextLines lines = new(content);
        if (IdentityIn(lines) is null)
        {
            return content;
        }

        YamlEntry own = FindRegistry(lines)!;
        List<YamlEntry> properties = YamlMapping.ReadInside(lines, own);
        lines.RemoveAt(properties.Single(property => property.Key == Identity).Line);
        own = FindRegistry(lines)!;
        properties = own.End > own.Line + 1 ? YamlMapping.ReadInside(lines, own) : [];
        if (properties.All(property => property.Key == Always && property.Value == True) && own.End - own.Line == properties.Count + 1)
        {
            RemoveEntry(lines, own);
            YamlEntry block = Find(YamlMapping.ReadAll(lines), Registries)!;
            if (IsAppended(lines, block))
            {
                RemoveEntry(lines, block);
            }
        }

        return lines.ToString();
    }

    private (string User, string Password)? IdentityIn(TextLines lines)
    {
        if (FindRegistry(lines) is not { } own)
        {
            return null;
        }

        List<YamlEntry> properties = YamlMapping.ReadInside(lines, own);
        if (Find(properties, Stronger) is not null)
        {
            throw new InvalidDataException($"has '{Stronger}' for {registry}, and Yarn would use that one. Remove it.");
        }

        YamlEntry? identity = Find(properties, Identity);
        foreach (YamlEntry property in properties.Where(property => property.Key is Identity or Always && (property.Value is null || property.End > property.Line + 1)))
        {
            throw YamlMapping.Refusal(property.Line);
        }

        if (identity is null || identity.Value!.Length == 0)
        {
            return null;
        }

        // Yarn takes it in clear too; what is written is base64.
        string? text = Base64Secret.TryDecode(identity.Value);
        int colon = text?.IndexOf(':') ?? -1;
        return colon >= 0 ? (text!.Remove(colon), text.Substring(colon + 1)) : throw new InvalidDataException(
            $"has '{Identity}' for {registry} with a value that is not base64 of user:password: a variable of the environment, or something else. Remove that line.");
    }

    private YamlEntry? FindRegistry(TextLines lines)
    {
        YamlEntry? block = Find(YamlMapping.ReadAll(lines), Registries);
        if (block is null)
        {
            return null;
        }

        List<YamlEntry> entries = YamlMapping.ReadInside(lines, block);
        YamlEntry[] own = [.. entries.Where(entry => IsOwn(entry.Key, ""))];
        YamlEntry[] withScheme = [.. entries.Where(entry => IsOwn(entry.Key, "https:") || IsOwn(entry.Key, "http:"))];
        YamlEntry[] used = withScheme.Length > 0 ? withScheme : own;
        return used.Length < 2 ? used.FirstOrDefault() : throw new InvalidDataException($"has {registry} twice. Remove one of the two.");
    }

    private bool IsOwn(string key, string scheme) => (key.EndsWith("/", StringComparison.Ordinal) ? key.Remove(key.Length - 1) : key) == scheme + registry;

    private YamlEntry AddRegistry(TextLines lines)
    {
        YamlEntry? block = Find(YamlMapping.ReadAll(lines), Registries);
        if (block is null)
        {
            lines.Insert(lines.Count, Registries + ":");
            block = Find(YamlMapping.ReadAll(lines), Registries)!;
        }

        int indent = YamlMapping.ReadInside(lines, block).FirstOrDefault()?.Indent ?? 2;
        lines.Insert(block.End, new string(' ', indent) + $"\"{registry}\":");
        return FindRegistry(lines)!;
    }

    private static void Set(TextLines lines, YamlEntry own, string key, string value)
    {
        List<YamlEntry> properties = own.End > own.Line + 1 ? YamlMapping.ReadInside(lines, own) : [];
        if (Find(properties, key) is not { } property)
        {
            int indent = properties.FirstOrDefault()?.Indent ?? own.Indent + 2;
            lines.Insert(own.End, $"{new string(' ', indent)}{key}: {(key == Identity ? $"\"{value}\"" : value)}");
        }
        else if (property.Value != value)
        {
            // After a key without a value there is not even a space.
            string written = property.Value!.Length == 0 && lines[property.Line][property.ValueStart - 1] == ':' ? " " + value : value;
            lines[property.Line] = property.With(lines[property.Line], written);
        }
    }

    // An empty list that was there before is somebody's own, and stays. One that was added is at the end, and plain.
    private static bool IsAppended(TextLines lines, YamlEntry block) =>
        block.End == block.Line + 1 && block.End == lines.Count && lines[block.Line] == Registries + ":";

    private static void RemoveEntry(TextLines lines, YamlEntry entry)
    {
        for (int index = entry.End - 1; index >= entry.Line; index--)
        {
            lines.RemoveAt(index);
        }
    }

    private static YamlEntry? Find(List<YamlEntry> entries, string key)
    {
        YamlEntry[] found = [.. entries.Where(entry => entry.Key == key)];
        return found.Length < 2 ? found.FirstOrDefault() : throw YamlMapping.Refusal(found[1].Line);
    }
}
