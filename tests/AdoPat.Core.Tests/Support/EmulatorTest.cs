using System;
using System.Collections.Generic;
using System.Linq;
using System.Security;
using System.Threading.Tasks;
using AdoPat.AzureDevOps;
using AdoPat.Models;
using AdoPat.Sessions;
using Xunit;

namespace AdoPat.Core.Tests.Support;

/// <summary>A test against the emulator, which begins with what the emulator holds when it is started.</summary>
[Collection(EmulatorGroup.Name)]
public abstract class EmulatorTest(Emulator emulator) : IAsyncLifetime
{
    private readonly List<IDisposable> _owned = [];

    protected const string Ada = "ada@contoso.test";
    protected const string Ben = "ben@contoso.test";
    protected const string Contoso = "contoso";
    protected const string Fabrikam = "fabrikam";

    // Whoever looks for Contoso's tokens only, or for those of one kind of request.
    protected const string AllTokenRequests = "*/_apis/tokens/pats";

    protected Emulator Emulator => emulator;

    internal TestClock Clock { get; } = new();

    internal RecordingObserver Observer { get; } = new();

    public virtual Task InitializeAsync() => emulator.ResetAsync();

    public virtual Task DisposeAsync()
    {
        _owned.ForEach(item => item.Dispose());
        return Task.CompletedTask;
    }

    /// <summary>Disposes of something at the end of the test.</summary>
    internal T Own<T>(T item)
        where T : IDisposable
    {
        _owned.Add(item);
        return item;
    }

    /// <summary>Signs a user in with a refresh token that was made for the test.</summary>
    internal async Task<EmulatorTokens> SignInAsync(string user = Ada) => Own(await EmulatorTokens.SignInAsync(emulator, user));

    internal AdoPatSession SessionOf(IAccessTokenProvider tokens, string? organization = Contoso, TestClock? clock = null) =>
        Own(new AdoPatSession(emulator.Endpoints, tokens, organization, clock ?? Clock));

    internal async Task<AdoPatSession> ConnectAsync(string user = Ada) => SessionOf(await SignInAsync(user));

    internal async Task<PatClient> ClientAsync(string user = Ada) => new(await ConnectAsync(user), Observer);

    /// <summary>Adds an organization, or replaces the one of that name.</summary>
    internal Task AddOrganizationAsync(object organization) => emulator.SeedAsync(new { organizations = new[] { organization } });

    /// <summary>Asks an organization with the value of a token.</summary>
    internal async Task<PatCheckResult> CheckAsync(SecureString token, string organization)
    {
        using PatCheck check = new(emulator.Endpoints, Observer);
        return await check.CheckAsync(token, organization);
    }

    internal static PatCreation NewPat(string name = "made by a test") =>
        new() { Name = name, Scope = ["vso.code"], ValidTo = DateTimeOffset.UtcNow.AddDays(7) };

    internal static async Task<List<PersonalAccessToken>> ReadAsync(IAsyncEnumerable<PersonalAccessToken> tokens)
    {
        List<PersonalAccessToken> all = [];
        await foreach (PersonalAccessToken token in tokens)
        {
            all.Add(token);
        }

        return all;
    }

    internal static async Task<PersonalAccessToken> OneAsync(PatClient client, string name) =>
        (await ReadAsync(client.ListAsync(Contoso, PatState.Active))).Single(token => token.Name == name);

    internal static async Task<AdoPatException> FailsAsync(string errorId, Func<Task> work)
    {
        // What hangs shall fail here, and not stop everything.
        AdoPatException failure = await Assert.ThrowsAsync<AdoPatException>(() => work().WaitAsync(TimeSpan.FromSeconds(30)));
        Assert.True(failure.ErrorId == errorId, $"{failure.ErrorId} instead of {errorId}: {failure.Message}");
        return failure;
    }
}
