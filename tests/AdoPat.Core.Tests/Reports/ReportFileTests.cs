using System;
using System.IO;
using System.Runtime.Versioning;
using System.Text;
using AdoPat.Core.Tests.Destinations;
using AdoPat.Models;
using AdoPat.Reports;
using Xunit;

namespace AdoPat.Core.Tests.Reports;

public sealed class ReportFileTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("adopat-");

    private string Path => System.IO.Path.Combine(_folder.FullName, "report.html");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void A_report_is_written_and_replaced_and_nothing_else_is_left()
    {
        Write("one");
        Write("two");

        Assert.Equal("two", File.ReadAllText(Path));
        Assert.Single(_folder.GetFiles());
    }

    [Fact]
    public void A_check_leaves_nothing()
    {
        new ReportFile(Path).Check();

        Assert.Empty(_folder.GetFiles());
    }

    [Fact]
    public void What_is_there_stays_when_it_is_not_to_be_replaced()
    {
        Write("one");
        ReportFile file = new(Path, noClobber: true);

        Assert.Contains("-NoClobber", Refusal(file.Check), StringComparison.Ordinal);
        Assert.Contains("-NoClobber", Refusal(() => file.Write("two"u8.ToArray())), StringComparison.Ordinal);
        Assert.Equal("one", File.ReadAllText(Path));
    }

    [Fact]
    public void A_read_only_file_is_replaced_by_force_alone_and_stays_read_only()
    {
        Write("one");
        File.SetAttributes(Path, FileAttributes.ReadOnly);

        Assert.Contains("-Force", Refusal(new ReportFile(Path).Check), StringComparison.Ordinal);
        new ReportFile(Path, force: true).Write("two"u8.ToArray());

        Assert.Equal("two", File.ReadAllText(Path));
        Assert.True(File.GetAttributes(Path).HasFlag(FileAttributes.ReadOnly));
        File.SetAttributes(Path, FileAttributes.Normal);
    }

    [Fact]
    public void A_missing_folder_and_a_folder_in_place_of_the_file_are_refused()
    {
        Assert.Contains("New-Item", Refusal(new ReportFile(System.IO.Path.Combine(_folder.FullName, "none", "report.html")).Check), StringComparison.Ordinal);
        Assert.Contains("a folder has that name", Refusal(new ReportFile(_folder.FullName).Check), StringComparison.Ordinal);
    }

    [UnixFact]
    [UnsupportedOSPlatform("windows")]
    public void A_file_that_was_there_keeps_its_rights_and_a_link_stays_one()
    {
        Write("one");
        File.SetUnixFileMode(Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);
        string link = System.IO.Path.Combine(_folder.FullName, "link.html");
        File.CreateSymbolicLink(link, Path);

        new ReportFile(link).Write("two"u8.ToArray());

        Assert.Equal("two", File.ReadAllText(Path));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead, File.GetUnixFileMode(Path));
        Assert.Equal(Path, new FileInfo(link).LinkTarget);
    }

    private void Write(string text) => new ReportFile(Path).Write(Encoding.UTF8.GetBytes(text));

    private static string Refusal(Action work)
    {
        AdoPatException refused = Assert.Throws<AdoPatException>(work);
        Assert.Equal(ErrorIds.ReportNotWritten, refused.ErrorId);
        return refused.Message;
    }

    private static string Refusal(Func<object> work) => Refusal(() => { _ = work(); });
}
