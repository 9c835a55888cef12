using System;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using AdoPat.Core.Tests.Secrets;
using AdoPat.Destinations;
using AdoPat.Destinations.Files;
using AdoPat.Destinations.Npm;
using AdoPat.Destinations.NuGet;
using AdoPat.Destinations.Yarn;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace AdoPat.Core.Tests.Destinations;

/// <summary>What holds for every file, whatever else is in it.</summary>
public class FileLawTests : DestinationTest
{
    private static readonly Config Many = Config.QuickThrowOnFailure.WithMaxTest(1000);
    private static readonly Config OnDisk = Config.QuickThrowOnFailure.WithMaxTest(100);

    // What somebody left of the same registry or source, or an empty block: nobody can tell it from what was written.
    private const string LeftOver =
        @"_packaging/feed/npm/(registry/?)?[""']?:|My_x0020_Feed|<packageSourceCredentials />|^npmRegistries:\r?\n?\z";

    private static readonly NpmrcFormat Npm = new([ConfigFiles.NpmKey, ConfigFiles.ShortNpmKey]);
    private static readonly YarnrcFormat Yarn = new(ConfigFiles.YarnKey);
    private static readonly NuGetConfigFormat NuGet = new(ConfigFiles.Source);

    [Fact]
    public void What_was_written_to_an_npmrc_is_read_and_writing_it_twice_changes_nothing_more() => IsWrittenOnce(Npm, ConfigFiles.Npmrc);

    [Fact]
    public void What_was_written_to_a_yarnrc_is_read_and_writing_it_twice_changes_nothing_more() => IsWrittenOnce(Yarn, ConfigFiles.Yarnrc);

    [Fact]
    public void What_was_written_to_a_NuGet_Config_is_read_and_writing_it_twice_changes_nothing_more() => IsWrittenOnce(NuGet, ConfigFiles.NuGetConfig);

    [Fact]
    public void All_other_lines_of_an_npmrc_stay_as_they_are() => OtherLinesStay(
        Npm, ConfigFiles.Npmrc, line => Regex.IsMatch(line, @"^\s*[""']?//pkgs\.dev\.azure\.com/contoso/shop/_packaging/feed/npm/(registry/)?:"));

    [Fact]
    public void All_other_lines_of_a_yarnrc_stay_as_they_are() => OtherLinesStay(
        Yarn, ConfigFiles.Yarnrc, line => Regex.IsMatch(line, $"^npmRegistries:|{Regex.Escape(ConfigFiles.YarnKey)}|npmAuthIdent|npmAlwaysAuth"));

    [Fact]
    public void All_other_lines_of_a_NuGet_Config_stay_as_they_are() => OtherLinesStay(
        NuGet, ConfigFiles.NuGetConfig, line => Regex.IsMatch(line, "packageSourceCredentials|My_x0020_Feed|Username|Password|value='[A-Za-z0-9]{84}'"));

    [Fact]
    public void A_secret_is_taken_out_of_an_npmrc_without_a_trace() => IsRemoved(Npm, ConfigFiles.Npmrc);

    [Fact]
    public void A_secret_is_taken_out_of_a_yarnrc_without_a_trace() => IsRemoved(Yarn, ConfigFiles.Yarnrc);

    [Theory]
    [InlineData("httpProxy: 'http://proxy:8080'\nnpmRegistries: \n   # indented")]
    [InlineData("npmRegistries:\n# mine\n")]
    [InlineData("npmRegistries:\nempty:\n")]
    [InlineData("npmRegistries: # none yet")]
    public void An_empty_list_of_registries_that_was_in_a_yarnrc_stays(string content) =>
        Assert.Equal(content, Yarn.Remove(Yarn.Write(content, "secret")));

    [Fact]
    public void A_secret_is_taken_out_of_a_NuGet_Config_without_a_trace() => IsRemoved(NuGet, ConfigFiles.NuGetConfig);

    [Fact]
    public void Undoing_gives_an_npmrc_back_to_the_byte() => IsUndone(
        path => NpmConfigDestination.Open(NpmConfigDestination.Describe(ConfigFiles.Registry, path)), ConfigFiles.Npmrc);

    [Fact]
    public void Undoing_gives_a_yarnrc_back_to_the_byte() => IsUndone(
        path => YarnConfigDestination.Open(YarnConfigDestination.Describe(ConfigFiles.Registry, path)), ConfigFiles.Yarnrc);

    [Fact]
    public void Undoing_gives_a_NuGet_Config_back_to_the_byte() => IsUndone(
        path => NuGetConfigDestination.Open(NuGetConfigDestination.Describe(ConfigFiles.Source, path)), ConfigFiles.NuGetConfig);

    private static void IsWrittenOnce(IFileFormat format, Gen<string> files) => Prop.ForAll(
        files.ToArbitrary(), TokenGenerators.CurrentPat.ToArbitrary(), TokenGenerators.CurrentPat.ToArbitrary(), (content, first, second) =>
        {
            string once = format.Write(content, first);
            string again = format.Write(once, second);
            return format.Read(once) == first && format.Write(once, first) == once
                && format.Read(again) == second && format.Write(again, first) == once;
        }).Check(Many);

    private static void OtherLinesStay(IFileFormat format, Gen<string> files, Func<string, bool> isOwn) => Prop.ForAll(
        files.ToArbitrary(), TokenGenerators.CurrentPat.ToArbitrary(), (content, secret) =>
            Others(format.Write(content, secret), isOwn) == Others(content, isOwn)).Check(Many);

    // The last line may be given a line end, when lines follow it now.
    private static string Others(string content, Func<string, bool> isOwn) =>
        string.Concat(Regex.Split(content, "(?<=\n)").Where(line => !isOwn(line))).TrimEnd('\r', '\n');

    private static void IsRemoved(IFileFormat format, Gen<string> files) => Prop.ForAll(
        files.Where(content => format.Read(content) is null && !Regex.IsMatch(content, LeftOver, RegexOptions.IgnoreCase | RegexOptions.Multiline)).ToArbitrary(),
        TokenGenerators.CurrentPat.ToArbitrary(),
        (content, secret) => format.Remove(format.Write(content, secret)) == content).Check(Many);

    private void IsUndone(Func<string, IDestination> open, Gen<string> files) => Prop.ForAll(
        files.ToArbitrary(), Gen.Elements(true, false).ToArbitrary(), TokenGenerators.CurrentPat.ToArbitrary(), (content, hasMark, secret) =>
        {
            string path = PathOf(Guid.NewGuid().ToString());
            byte[] before = [.. hasMark ? Encoding.UTF8.Preamble : [], .. Encoding.UTF8.GetBytes(content)];
            File.WriteAllBytes(path, before);
            return UndoesAsync(open(path), path, before, secret).GetAwaiter().GetResult();
        }).Check(OnDisk);

    private static async Task<bool> UndoesAsync(IDestination destination, string path, byte[] before, string secret)
    {
        string? previous = await SecretInAsync(destination);
        await WriteAsync(destination, secret);
        await WriteAsync(destination, secret);
        bool isThere = await SecretInAsync(destination) == secret && (await File.ReadAllBytesAsync(path)).AsSpan().StartsWith(Encoding.UTF8.Preamble) == before.AsSpan().StartsWith(Encoding.UTF8.Preamble);
        return isThere && await UndoAsync(destination, previous) && (await File.ReadAllBytesAsync(path)).AsSpan().SequenceEqual(before);
    }
}
