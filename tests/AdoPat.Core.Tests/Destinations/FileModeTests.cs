using System.IO;
using System.Runtime.Versioning;
using System.Threading.Tasks;
using AdoPat.Destinations;
using AdoPat.Destinations.Files;
using Xunit;

namespace AdoPat.Core.Tests.Destinations;

/// <summary>Who may read a file with a secret, and what becomes of links.</summary>
[UnsupportedOSPlatform("windows")]
public class FileModeTests : DestinationTest
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private IDestination Open(string name = "token") => FileDestination.Open(FileDestination.Describe(PathOf(name)));

    [UnixFact]
    public async Task A_new_file_and_its_new_folder_are_for_the_owner_only()
    {
        await WriteAsync(Open("new/token"), Secret);

        Assert.Equal(OwnerOnly, File.GetUnixFileMode(PathOf("new/token")));
        Assert.Equal(OwnerOnly | UnixFileMode.UserExecute, File.GetUnixFileMode(PathOf("new")));
    }

    [UnixFact]
    public void A_new_file_is_for_the_owner_only_before_it_has_its_name()
    {
        string staged = AtomicFile.Stage(PathOf("token"), [1]);

        Assert.Equal(OwnerOnly, File.GetUnixFileMode(staged));
    }

    [UnixFact]
    public async Task A_file_that_others_could_read_is_for_the_owner_only_and_keeps_what_the_owner_may()
    {
        File.WriteAllText(PathOf("token"), OtherSecret);
        File.SetUnixFileMode(PathOf("token"), OwnerOnly | UnixFileMode.UserExecute | UnixFileMode.GroupRead | UnixFileMode.OtherRead);

        await WriteAsync(Open(), Secret);

        Assert.Equal(OwnerOnly | UnixFileMode.UserExecute, File.GetUnixFileMode(PathOf("token")));
    }

    [UnixFact]
    public async Task A_file_that_holds_the_secret_already_is_taken_from_the_others_too()
    {
        File.WriteAllText(PathOf("token"), Secret);
        File.SetUnixFileMode(PathOf("token"), OwnerOnly | UnixFileMode.OtherRead);

        await WriteAsync(Open(), Secret);

        Assert.Equal(OwnerOnly, File.GetUnixFileMode(PathOf("token")));
    }

    [UnixFact]
    public async Task A_link_stays_and_what_it_points_to_is_replaced()
    {
        Directory.CreateDirectory(PathOf("dotfiles"));
        File.WriteAllText(PathOf("dotfiles/token"), OtherSecret);
        File.CreateSymbolicLink(PathOf("between"), "dotfiles/token");
        File.CreateSymbolicLink(PathOf("token"), PathOf("between"));

        await WriteAsync(Open(), Secret);

        Assert.Equal(PathOf("between"), new FileInfo(PathOf("token")).LinkTarget);
        Assert.Equal(Secret, await File.ReadAllTextAsync(PathOf("dotfiles/token")));
        Assert.Equal([PathOf("dotfiles/token")], Directory.GetFiles(PathOf("dotfiles")));
    }

    [UnixFact]
    public async Task A_link_to_nothing_gets_something_to_point_to()
    {
        File.CreateSymbolicLink(PathOf("token"), PathOf("real"));

        await WriteAsync(Open(), Secret);

        Assert.Equal(Secret, await File.ReadAllTextAsync(PathOf("real")));
        Assert.NotNull(new FileInfo(PathOf("token")).LinkTarget);
    }
}
