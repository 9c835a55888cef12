using System;
using System.IO;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using AdoPat.Core.Tests.Secrets;
using AdoPat.Destinations;
using AdoPat.Models;
using AdoPat.Secrets;
using Xunit;

namespace AdoPat.Core.Tests.Destinations;

/// <summary>A test of a destination, with a folder of its own.</summary>
public abstract class DestinationTest : IDisposable
{
    protected const string Secret = KnownTokens.Current;
    protected const string OtherSecret = KnownTokens.Legacy;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("adopat-test-");

    protected string Folder => _folder.FullName;

    public void Dispose()
    {
        _folder.Delete(recursive: true);
        GC.SuppressFinalize(this);
    }

    protected string PathOf(string name) => Path.Combine(Folder, name);

    internal static IssuedPersonalAccessToken TokenOf(string secret) => new()
    {
        Name = "made by a test",
        Organization = "contoso",
        Token = SecretText.ToSecureString(secret),
    };

    internal static Task WriteAsync(IDestination destination, string secret) => destination.WriteAsync(TokenOf(secret), CancellationToken.None);

    internal static async Task<string?> SecretInAsync(IDestination destination) =>
        await destination.ReadAsync(CancellationToken.None) is { } secret ? SecretText.ToPlainText(secret) : null;

    internal static Task<bool> UndoAsync(IDestination destination, string? previous) =>
        destination.UndoAsync(previous is null ? null : SecretText.ToSecureString(previous), CancellationToken.None);

    /// <summary>A failure of a destination, which names it and has no secret in it, nor has its cause.</summary>
    internal static async Task<AdoPatException> DestinationFailsAsync(Func<Task> work)
    {
        AdoPatException failure = await Assert.ThrowsAsync<AdoPatException>(() => work().WaitAsync(TimeSpan.FromSeconds(30)));
        Assert.Equal(ErrorIds.DestinationFailed, failure.ErrorId);
        Assert.StartsWith("The destination ", failure.Message, StringComparison.Ordinal);
        foreach (string secret in new[] { Secret, OtherSecret })
        {
            Assert.DoesNotContain(secret, failure.ToString(), StringComparison.Ordinal);
            Assert.DoesNotContain(Convert.ToBase64String(Encoding.UTF8.GetBytes(secret)), failure.ToString(), StringComparison.Ordinal);
        }

        return failure;
    }

    /// <summary>A file that is refused is left as it is, and nothing is left beside it.</summary>
    internal async Task<AdoPatException> IsRefusedAsync(IDestination destination, string path, string content)
    {
        await File.WriteAllTextAsync(path, content);
        await DestinationFailsAsync(() => SecretInAsync(destination));
        AdoPatException failure = await DestinationFailsAsync(() => WriteAsync(destination, Secret));
        Assert.Equal(content, await File.ReadAllTextAsync(path));
        Assert.Equal([path], Directory.GetFiles(Folder));
        return failure;
    }
}
