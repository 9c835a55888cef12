using System.Net.Http;
using System.Threading.Tasks;
using Xunit;

namespace AdoPat.Emulator.Tests.Running;

/// <summary>A test on an emulator that is as if just started.</summary>
public abstract class EmulatorTest : IClassFixture<EmulatorFixture>, IAsyncLifetime
{
    protected const string Ada = "ada@contoso.test";
    protected const string Ben = "ben@contoso.test";

    protected EmulatorTest(EmulatorFixture fixture)
    {
        Fixture = fixture;
        Client = new EmulatorClient(fixture.Server.Uri, fixture.Server.Certificate);
    }

    protected EmulatorFixture Fixture { get; }

    protected EmulatorClient Client { get; }

    public virtual async Task InitializeAsync() => (await Client.SendAsync(HttpMethod.Post, "_emulator/reset")).MustBe(204);

    public Task DisposeAsync()
    {
        Client.Dispose();
        return Task.CompletedTask;
    }

    /// <summary>Adds to the emulator's state.</summary>
    protected async Task SeedAsync(string json) =>
        (await Client.SendAsync(HttpMethod.Post, "_emulator/seed", Body.Json(json))).MustBe(204);

    /// <summary>Sets switches of the emulator.</summary>
    protected Task SwitchAsync(string json) => SeedAsync($$"""{"behaviour":{{json}}}""");

    /// <summary>Moves the emulator's clock.</summary>
    protected async Task MoveClockAsync(string by) =>
        (await Client.SendAsync(HttpMethod.Post, "_emulator/clock", Body.Json($$"""{"now":"{{by}}"}"""))).MustBe(200);
}
