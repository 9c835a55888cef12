using System;
using System.Threading.Tasks;
using AdoPat.Emulator.Hosting;
using Xunit;

namespace AdoPat.Emulator.Tests.Running;

/// <summary>One emulator for the tests of a class.</summary>
public sealed class EmulatorFixture : IAsyncLifetime
{
    private EmulatorServer? _server;

    internal EmulatorServer Server => _server ?? throw new InvalidOperationException("The emulator has not been started.");

    public async Task InitializeAsync() => _server = await EmulatorServer.StartAsync(new EmulatorOptions());

    public async Task DisposeAsync() => await Server.DisposeAsync();
}
