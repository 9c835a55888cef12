using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;
using AdoPat.AzureDevOps;
using AdoPat.Core.Tests.Support;
using AdoPat.Models;
using AdoPat.Rotation;
using AdoPat.Secrets;
using AdoPat.Sessions;
using Xunit;

namespace AdoPat.Core.Tests.Rotation;

/// <summary>A rotation of the token "deploy" in contoso, against the emulator, with a journal of its own.</summary>
public abstract class RotationTest(Emulator emulator) : EmulatorTest(emulator)
{
    protected const string OldSecret = "oldoldoldoldoldoldoldoldoldoldoldoldoldoldoldoldold2";

    private readonly string _folder = Path.Combine(Path.GetTempPath(), "adopat-rotation-" + Guid.NewGuid().ToString("N"));
    private AdoPatSession? _session;

    internal TestRotationObserver Steps { get; } = new();

    internal RotationJournal Journal => new(_folder);

    internal AdoPatSession Session => _session!;

    internal PatClient Client => new(Session);

    internal PersonalAccessToken Old { get; private set; } = null!;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        _session = await ConnectAsync();
        Old = await AddTokenAsync("deploy", OldSecret);
    }

    public override Task DisposeAsync()
    {
        if (Directory.Exists(_folder))
        {
            Directory.Delete(_folder, recursive: true);
        }

        return base.DisposeAsync();
    }

    internal async Task<PersonalAccessToken> AddTokenAsync(string name, string secret, string validTo = "+20d")
    {
        await Emulator.SeedAsync(new
        {
            tokens = new[]
            {
                new { owner = Ada, displayName = name, scope = "vso.code", organizations = new List<string> { Contoso }, validFrom = "-30d", validTo, token = secret },
            },
        });
        PatState state = validTo[0] == '-' ? PatState.Expired : PatState.Active;
        return (await ReadAsync(Client.ListAsync(Contoso, state))).Single(token => token.Name == name);
    }

    internal static RotationPlan PlanOf(
        PersonalAccessToken old, IReadOnlyList<TestDestination> destinations, TimeSpan revokeAfter = default, bool skipVerification = false) => new()
        {
            Old = old,
            Organization = old.Organization,
            Name = old.Name,
            Scope = old.Scope,
            Lifetime = TimeSpan.FromDays(30),
            Destinations = [.. destinations.Select(destination => destination.Description)],
            RevokeAfter = revokeAfter,
            SkipVerification = skipVerification,
        };

    internal static TestDestination Holder(string name = "vault", bool canRead = true, string? held = OldSecret) => new(name, canRead) { Held = held };

    /// <summary>A rotator as another process would have it: nothing but the journal's files is common to two of them.</summary>
    internal Rotator RotatorTo(params TestDestination[] destinations) =>
        new(Session, Journal, new TestDestinations(destinations), Steps, Observer);

    internal AdoPatRotation OnlyRotation()
    {
        RotationJournalContent content = Journal.Read();
        Assert.Empty(content.Warnings);
        return Assert.Single(content.Rotations);
    }

    internal static Task Keep(AdoPatRotationResult result, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Asserts that one token of the name is active, and that all of these hold its secret.</summary>
    internal async Task<Guid> AssertOnlyOneIsLeftAsync(params TestDestination[] destinations)
    {
        JsonObject token = Assert.Single(await ActiveAsync());
        Assert.All(destinations, destination => Assert.Equal((string)token["token"]!, destination.Held));
        return (Guid)token["authorizationId"]!;
    }

    internal async Task AssertOldIsAsItWasAsync(params TestDestination[] destinations)
    {
        Assert.Equal(Old.AuthorizationId, await AssertOnlyOneIsLeftAsync(destinations));
        Assert.Equal(Old.ValidTo, (await Client.GetAsync(Contoso, Old.AuthorizationId)).ValidTo);
    }

    internal async Task<IReadOnlyList<JsonObject>> ActiveAsync(string name = "deploy")
    {
        DateTimeOffset now = DateTimeOffset.UtcNow;
        return [.. (await Emulator.StateAsync())["tokens"]!.AsArray().Select(token => token!.AsObject())
            .Where(token => (string?)token["displayName"] == name && !(bool)token["revoked"]! && (DateTimeOffset)token["validTo"]! > now)];
    }

    internal static string SecretOf(AdoPatRotationResult result) => SecretText.ToPlainText(result.New!.Token);
}
