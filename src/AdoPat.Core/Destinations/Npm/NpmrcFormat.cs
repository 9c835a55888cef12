using System.IO;
using System.Linq;
using AdoPat.Destinations.Files;

namespace AdoPat.Destinations.Npm;

/// <summary>Credentials of a registry in an <c>.npmrc</c>: lines of <c>//host/path/:name=value</c>.</summary>
/// <param name="registries">The registry without its scheme, with a slash at its end; all of them get the same secret.</param>
internal sealed class NpmrcFormat(string[] registries) : IFileFormat
{
    private const string Password = ":_password";

    // Azure Artifacts takes any user name, and npm wants an address that nobody reads.
    private static readonly (string Name, string Value) UserName = (":username", Base64Secret.UserName);
    private static readonly (string Name, string Value) Email = (":email", "adopat@localhost");

    // npm uses these and leaves the password unused.
    private static readonly string[] Stronger = [":_authToken", ":_auth"];

    /// <inheritdoc/>
    public string? Read(string content)
    {
        TextLines lines = new(content);
        foreach (string registry in registries)
        {
            RefuseStronger(lines, registry);
            _ = PasswordOf(lines, registry);
        }

        return PasswordOf(lines, registries[0]);
    }

    /// <inheritdoc/>
    public string Write(string content, string secret)
    {
        Read(content);
        TextLines lines = new(content);
        foreach (string registry in registries)
        {
            AddMissing(lines, registry + UserName.Name, UserName.Value);
            Set(lines, registry + Password, Base64Secret.Encode(secret));
            AddMissing(lines, registry + Email.Name, Email.Value);
        }

        return lines.ToString();
    }

    /// <inheritdoc/>
    public string Remove(string content)
    {
        Read(content);
        TextLines lines = new(content);
        foreach (string registry in registries)
        {
            RemoveLast(lines, registry + Password, null);
            RemoveLast(lines, registry + UserName.Name, UserName.Value);
            RemoveLast(lines, registry + Email.Name, Email.Value);
        }

        return lines.ToString();
    }

    private static void RefuseStronger(TextLines lines, string registry)
    {
        if (Stronger.FirstOrDefault(name => Find(lines, registry + name) >= 0) is { } stronger)
        {
            throw new InvalidDataException(
                $"has a line '{registry}{stronger}', and npm would use that one. Remove it (npm config delete \"{registry}{stronger}\").");
        }
    }

    private static string? PasswordOf(TextLines lines, string registry)
    {
        int index = Find(lines, registry + Password);
        if (index < 0)
        {
            return null;
        }

        NpmrcLine line = NpmrcLine.Read(lines[index])!;
        return line.Value.Length == 0 ? null
            : line.IsPlain && Base64Secret.TryDecode(line.Value) is { } secret ? secret
            : throw new InvalidDataException(
                $"has '{registry}{Password}' with a value that is not base64: a variable of the environment, or something else. Remove that line.");
    }

    private static void Set(TextLines lines, string key, string value)
    {
        int index = Find(lines, key);
        if (index < 0)
        {
            lines.Insert(EndOfTop(lines), $"{key}={value}");
        }
        else
        {
            lines[index] = NpmrcLine.Read(lines[index])!.With(lines[index], value);
        }
    }

    private static void AddMissing(TextLines lines, string key, string value)
    {
        if (Find(lines, key) < 0)
        {
            Set(lines, key, value);
        }
    }

    private static void RemoveLast(TextLines lines, string key, string? value)
    {
        int index = Find(lines, key);
        if (index >= 0 && (value is null || NpmrcLine.Read(lines[index])!.Value == value))
        {
            lines.RemoveAt(index);
        }
    }

    // The last one counts when there are several.
    private static int Find(TextLines lines, string key)
    {
        int index = EndOfTop(lines);
        while (--index >= 0 && NpmrcLine.Read(lines[index])?.Key != key)
        {
        }

        return index;
    }

    private static int EndOfTop(TextLines lines)
    {
        int index = 0;
        while (index < lines.Count && !NpmrcLine.IsSection(lines[index]))
        {
            index++;
        }

        return index;
    }
}
