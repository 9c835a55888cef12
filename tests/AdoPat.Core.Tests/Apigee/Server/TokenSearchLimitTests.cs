using System;
using System.Diagnostics;
using System.IO;
using System.Runtime.Versioning;
using System.Threading;
using AdoPat.Apigee;
using AdoPat.Apigee.Server;
using AdoPat.Core.Tests.Destinations;
using AdoPat.Models;
using Xunit;

namespace AdoPat.Core.Tests.Apigee.Server;

public sealed class TokenSearchLimitTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("adopat-");

    private string Path => System.IO.Path.Combine(_folder.FullName, "management-server.properties");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void A_file_that_is_not_there_is_made_without_a_backup()
    {
        FileChange change = TokenSearchLimit.Plan(Path, 100);

        Assert.Contains("it is not set", change.Action, StringComparison.Ordinal);
        Assert.Null(change.Make(CancellationToken.None));
        Assert.Equal("conf_keymanagement_oauth_max_search_limit = 100\n", File.ReadAllText(Path));
        Assert.Single(_folder.GetFiles());
    }

    [Fact]
    public void Bytes_of_any_encoding_stay_and_the_file_as_it_was_is_beside_it()
    {
        byte[] before = [0x23, 0xE9, 0xFF, 0x80, 0x0D, 0x0A, .. "a=1\r\nconf_keymanagement_oauth_max_search_limit=50\r\nz=\xC3\xA9"u8];
        File.WriteAllBytes(Path, before);

        string backup = TokenSearchLimit.Plan(Path, 100).Make(CancellationToken.None)!;

        Assert.Equal(before, File.ReadAllBytes(backup));
        Assert.Equal([0x23, 0xE9, 0xFF, 0x80, 0x0D, 0x0A, .. "a=1\r\nconf_keymanagement_oauth_max_search_limit=100\r\nz=\xC3\xA9"u8], File.ReadAllBytes(Path));
        Assert.Equal(2, _folder.GetFiles().Length);
    }

    [Fact]
    public void Nothing_is_needed_when_the_limit_is_there()
    {
        File.WriteAllText(Path, "conf_keymanagement_oauth_max_search_limit = 100");

        Assert.False(TokenSearchLimit.Plan(Path, 100).IsNeeded);
        Assert.True(TokenSearchLimit.Plan(Path, 1000).IsNeeded);
    }

    [Fact]
    public void What_somebody_else_has_changed_since_the_plan_is_not_overwritten()
    {
        FileChange change = TokenSearchLimit.Plan(Path, 100);
        File.WriteAllText(Path, "a=1\n");

        Assert.Contains("in the meantime", Refusal(() => change.Make(CancellationToken.None)), StringComparison.Ordinal);
        Assert.Equal("a=1\n", File.ReadAllText(Path));
        Assert.Single(_folder.GetFiles());
    }

    [Fact]
    public void A_missing_folder_and_a_folder_in_place_of_the_file_are_refused()
    {
        Assert.Contains("where Apigee Edge is installed", Refusal(() => TokenSearchLimit.Plan(System.IO.Path.Combine(_folder.FullName, "none", "a"), 1)), StringComparison.Ordinal);
        Assert.Contains("is a folder", Refusal(() => TokenSearchLimit.Plan(_folder.FullName, 1)), StringComparison.Ordinal);
    }

    [UnixFact]
    [UnsupportedOSPlatform("windows")]
    public void The_file_keeps_its_rights_and_the_backup_has_them_and_a_link_stays_one()
    {
        const UnixFileMode Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite;
        File.WriteAllText(Path, "a=1\n");
        File.SetUnixFileMode(Path, Mode);
        string link = System.IO.Path.Combine(_folder.FullName, "link");
        File.CreateSymbolicLink(link, Path);

        string backup = TokenSearchLimit.Plan(link, 100).Make(CancellationToken.None)!;

        Assert.Equal(Mode, File.GetUnixFileMode(Path));
        Assert.Equal(Mode, File.GetUnixFileMode(backup));
        Assert.Equal(Path, new FileInfo(link).LinkTarget);
    }

    [RootFact]
    public void The_file_and_the_backup_and_a_new_file_stay_with_the_owner()
    {
        File.WriteAllText(Path, "a=1\n");
        Run("chown", "-R", "4711:4712", _folder.FullName);

        string backup = TokenSearchLimit.Plan(Path, 100).Make(CancellationToken.None)!;
        string added = Path + ".new";
        TokenSearchLimit.Plan(added, 100).Make(CancellationToken.None);

        Assert.Equal("4711:4712 4711:4712 4711:4712", Run("stat", "-c", "%u:%g", Path, backup, added).ReplaceLineEndings(" ").Trim());
    }

    private static string Refusal(Func<object?> work)
    {
        AdoPatException refused = Assert.Throws<AdoPatException>(work);
        Assert.Equal(ErrorIds.ApigeeFileNotChanged, refused.ErrorId);
        return refused.Message;
    }

    private static string Run(string program, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        return output;
    }
}
