using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using AdoPat.Destinations;
using AdoPat.Destinations.Git;
using AdoPat.Models;
using Xunit;

namespace AdoPat.Core.Tests.Destinations;

/// <summary>With git itself, and a home of its own.</summary>
public class GitCredentialTests : DestinationTest
{
    private string Store => PathOf("git-credentials");

    private GitCommand Git => new(new Dictionary<string, string>
    {
        ["HOME"] = Folder,
        ["XDG_CONFIG_HOME"] = Folder,
        ["GIT_CONFIG_GLOBAL"] = PathOf("gitconfig"),
        ["GIT_CONFIG_NOSYSTEM"] = "1",
        ["GIT_CONFIG_COUNT"] = "0",
    });

    [ToolFact("git")]
    public async Task What_git_keeps_is_read_changed_and_put_back()
    {
        await ConfigureAsync($"[credential]\n\thelper = store --file \"{Store}\"\n");
        IDestination credential = Open("https://dev.azure.com/contoso");
        Assert.Null(await SecretInAsync(credential));

        await WriteAsync(credential, OtherSecret);
        await WriteAsync(credential, Secret);
        await WriteAsync(credential, Secret);

        Assert.Equal(Secret, await SecretInAsync(Open("https://dev.azure.com/contoso")));
        Assert.Equal([$"https://contoso:{Secret}@dev.azure.com"], await File.ReadAllLinesAsync(Store));
        Assert.True(await UndoAsync(credential, OtherSecret));
        Assert.Equal(OtherSecret, await SecretInAsync(credential));
        Assert.True(await UndoAsync(credential, null));
        Assert.Empty(await File.ReadAllTextAsync(Store));
    }

    [ToolFact("git")]
    public async Task Paths_are_kept_apart_where_git_is_told_so()
    {
        await ConfigureAsync($"[credential]\n\tuseHttpPath = true\n\thelper = store --file \"{Store}\"\n");
        IDestination first = Open("https://dev.azure.com/contoso/shop/_git/web");
        IDestination second = Open("https://dev.azure.com/contoso/shop/_git/api/");

        await WriteAsync(first, Secret);
        await WriteAsync(second, OtherSecret);

        Assert.Equal(Secret, await SecretInAsync(first));
        Assert.Equal(OtherSecret, await SecretInAsync(second));
    }

    [ToolFact("git")]
    public async Task Without_a_helper_it_fails_and_says_so()
    {
        await ConfigureAsync("");

        AdoPatException failure = await DestinationFailsAsync(() => WriteAsync(Open("https://dev.azure.com/contoso"), Secret));

        Assert.Contains("no credential helper is configured", failure.Message, StringComparison.Ordinal);
    }

    [ToolFact("git")]
    public async Task No_command_line_has_the_secret_in_it()
    {
        string seen = PathOf("seen");
        string script = PathOf("helper.sh");
        await File.WriteAllTextAsync(script, $"for p in /proc/[0-9]*; do tr '\\0' ' ' < $p/cmdline; echo; done >> '{seen}' 2>&1\nexec git credential-store --file '{Store}' \"$1\"\n");
        await ConfigureAsync($"[credential]\n\thelper = \"!sh '{script}'\"\n");

        await WriteAsync(Open("https://dev.azure.com/contoso"), Secret);

        string commands = await File.ReadAllTextAsync(seen);
        Assert.Contains("git credential approve", commands, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, commands, StringComparison.Ordinal);
    }

    [ToolFact("git")]
    public async Task A_helper_that_does_not_end_is_ended_with_the_work()
    {
        string started = PathOf("started");
        await ConfigureAsync($"[credential]\n\thelper = \"!touch '{started}'; exec sleep 600 #\"\n");
        using CancellationTokenSource stop = new();
        Task write = Open("https://dev.azure.com/contoso").WriteAsync(TokenOf(Secret), stop.Token);
        using CancellationTokenSource limit = new(TimeSpan.FromSeconds(30));
        while (!File.Exists(started))
        {
            await Task.Delay(5, limit.Token);
        }

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => write.WaitAsync(TimeSpan.FromSeconds(30)));
    }

    [Fact]
    public async Task Without_git_it_fails_and_says_so()
    {
        AdoPatDestination destination = GitCredentialDestination.Describe("https://dev.azure.com/contoso");
        IDestination credential = GitCredentialDestination.Open(destination, new GitCommand(program: "no-such-git-anywhere"));

        Assert.Contains("git could not be started", (await DestinationFailsAsync(() => WriteAsync(credential, Secret))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://dev.azure.com/contoso/", null, "dev.azure.com", "contoso", "contoso")]
    [InlineData("https://me@DEV.azure.com/contoso/shop", null, "dev.azure.com", "contoso/shop", "me")]
    [InlineData("https://dev.azure.com/{organization}", null, "dev.azure.com", "{organization}", "{organization}")]
    [InlineData("https://git.contoso.test:8443", "you", "git.contoso.test:8443", null, "you")]
    [InlineData("https://git.contoso.test", null, "git.contoso.test", null, "AdoPat")]
    public void An_address_is_taken_apart(string address, string? userName, string host, string? path, string user)
    {
        AdoPatDestination destination = GitCredentialDestination.Describe(address, userName);

        Assert.Equal(
            ("https", host, path, user),
            (destination.Settings["Protocol"], destination.Settings["Host"], destination.Settings.GetValueOrDefault("Path"), destination.Settings["UserName"]));
    }

    [Theory]
    [InlineData("http://dev.azure.com/contoso")]
    [InlineData("https://me:hunter2@dev.azure.com/contoso")]
    [InlineData("git@ssh.dev.azure.com:v3/contoso")]
    [InlineData("https://dev.azure.com/contoso\npassword=x")]
    public void What_is_no_address_is_refused(string address)
    {
        AdoPatException failure = Assert.Throws<AdoPatException>(() => GitCredentialDestination.Describe(address));

        Assert.Equal(ErrorIds.InvalidArgument, failure.ErrorId);
        Assert.DoesNotContain("hunter2", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public Task A_line_end_from_a_journal_is_refused() => DestinationFailsAsync(() => Task.FromResult(GitCredentialDestination.Open(
        DestinationSettings.Make(GitCredentialDestination.Kind, ("Protocol", "https"), ("Host", "a\nhost=b"), ("UserName", "c")))));

    private IDestination Open(string address) => GitCredentialDestination.Open(GitCredentialDestination.Describe(address), Git);

    private Task ConfigureAsync(string configuration) => File.WriteAllTextAsync(PathOf("gitconfig"), configuration);
}
