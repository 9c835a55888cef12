using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using AdoPat.Destinations;
using AdoPat.Destinations.Files;
using Xunit;

namespace AdoPat.Core.Tests.Destinations;

public class SecretFileTests : DestinationTest
{
    private IDestination Open(string name = "token") => FileDestination.Open(FileDestination.Describe(PathOf(name)));

    [Fact]
    public async Task A_file_holds_the_secret_and_nothing_else()
    {
        IDestination file = Open();
        Assert.True(file.CanRead);
        Assert.Null(await SecretInAsync(file));

        await WriteAsync(file, Secret);

        Assert.Equal(Secret, await File.ReadAllTextAsync(PathOf("token")));
        Assert.Equal(Secret, await SecretInAsync(Open()));
        Assert.Equal([PathOf("token")], Directory.GetFiles(Folder));
    }

    [Fact]
    public async Task A_file_that_was_not_there_is_gone_after_undoing()
    {
        IDestination file = Open();
        await WriteAsync(file, Secret);

        Assert.True(await UndoAsync(file, null));

        Assert.Empty(Directory.GetFiles(Folder));
    }

    [Fact]
    public async Task Undoing_in_another_process_writes_the_old_secret()
    {
        await WriteAsync(Open(), Secret);

        Assert.True(await UndoAsync(Open(), OtherSecret));

        Assert.Equal(OtherSecret, await SecretInAsync(Open()));
    }

    [Fact]
    public async Task What_others_wrote_meanwhile_is_kept_by_undoing()
    {
        string path = PathOf(".npmrc");
        IDestination npm = NpmConfigDestination.Open(NpmConfigDestination.Describe(ConfigFiles.Registry, path));
        await File.WriteAllTextAsync(path, "a=1\n");
        await WriteAsync(npm, Secret);
        await File.AppendAllTextAsync(path, "b=2\n");

        Assert.True(await UndoAsync(npm, null));

        Assert.Equal("a=1\nb=2\n", await File.ReadAllTextAsync(path));
    }

    [Fact]
    public async Task A_file_that_holds_something_else_is_refused()
    {
        IDestination file = Open();

        await IsRefusedAsync(file, PathOf("token"), "dear diary,\n" + OtherSecret + "\n");
    }

    [Fact]
    public async Task A_file_that_is_no_UTF_8_is_refused()
    {
        byte[] utf16 = [0xFF, 0xFE, .. System.Text.Encoding.Unicode.GetBytes(OtherSecret)];
        await File.WriteAllBytesAsync(PathOf("token"), utf16);

        await DestinationFailsAsync(() => WriteAsync(Open(), Secret));

        Assert.Equal(utf16, await File.ReadAllBytesAsync(PathOf("token")));
    }

    [Fact]
    public async Task A_folder_is_refused()
    {
        Directory.CreateDirectory(PathOf("token"));

        Assert.Contains("is a folder", (await DestinationFailsAsync(() => WriteAsync(Open(), Secret))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_kill_before_the_rename_left_is_gone_with_the_next_look()
    {
        await WriteAsync(Open(), OtherSecret);
        string staged = AtomicFile.Stage(PathOf("token"), System.Text.Encoding.UTF8.GetBytes(Secret));

        Assert.Equal(OtherSecret, await File.ReadAllTextAsync(PathOf("token")));
        Assert.True(File.Exists(staged));

        Assert.Equal(OtherSecret, await SecretInAsync(Open()));

        Assert.Equal([PathOf("token")], Directory.GetFiles(Folder));
    }

    [Fact]
    public async Task Many_writers_of_one_file_lose_nothing()
    {
        string path = PathOf(".npmrc");
        string[] registries = [.. Enumerable.Range(0, 20).Select(number => string.Create(CultureInfo.InvariantCulture, $"https://feeds.test/{number}/"))];

        await Task.WhenAll(registries.Select(registry => WriteAsync(NpmConfigDestination.Open(NpmConfigDestination.Describe(registry, path)), Secret)));

        Assert.Equal(60, File.ReadAllLines(path).Length);
        Assert.All(registries, registry => Assert.Equal(
            Secret, SecretInAsync(NpmConfigDestination.Open(NpmConfigDestination.Describe(registry, path))).GetAwaiter().GetResult()));
    }

    [Fact]
    public async Task Waiting_for_another_writer_can_be_cancelled()
    {
        using ManualResetEventSlim isHeld = new();
        using ManualResetEventSlim isEnough = new();
        Task holder = Task.Factory.StartNew(
            () => FileLock.Run(
                PathOf("token"),
                () =>
                {
                    isHeld.Set();
                    return isEnough.Wait(TimeSpan.FromSeconds(30));
                },
                CancellationToken.None),
            TaskCreationOptions.LongRunning);
        isHeld.Wait();
        using CancellationTokenSource stop = new();
        Task write = Open().WriteAsync(TokenOf(Secret), stop.Token);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => write);
        isEnough.Set();
        await holder;
        Assert.Empty(Directory.GetFiles(Folder));
    }
}
