using System.Globalization;
using System.Text;
using AdoPat.Emulator.State;

namespace AdoPat.Emulator.Git;

/// <summary>What a repository has, in the words of git's smart HTTP protocol, version 0.</summary>
internal static class RefAdvertisement
{
    private const string EndOfPart = "0000";

    /// <summary>Writes down the references of a repository.</summary>
    /// <param name="repository">The repository.</param>
    /// <returns>The body of the answer.</returns>
    public static string Write(GitRepository repository)
    {
        string capabilities = $"\0 symref=HEAD:{repository.DefaultBranch} object-format=sha1 agent=AdoPatEmulator";
        StringBuilder text = new(Line("# service=git-upload-pack\n") + EndOfPart);
        if (repository.Refs.TryGetValue(repository.DefaultBranch, out string? head))
        {
            text.Append(Line($"{head} HEAD{capabilities}\n"));
            capabilities = "";
        }

        foreach ((string name, string commit) in repository.Refs)
        {
            text.Append(Line($"{commit} {name}{capabilities}\n"));
            capabilities = "";
        }

        return text.Append(EndOfPart).ToString();
    }

    // Each line begins with its own length in four hexadecimal digits, those four included.
    private static string Line(string text) =>
        (Encoding.UTF8.GetByteCount(text) + 4).ToString("x4", CultureInfo.InvariantCulture) + text;
}
