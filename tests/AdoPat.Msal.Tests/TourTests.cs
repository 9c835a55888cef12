using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using AdoPat.Msal.Tests.Support;
using AdoPat.Tests.Support;
using Xunit;

namespace AdoPat.Msal.Tests;

/// <summary>The tour in C# (samples/Tour), as a process, as everybody runs it.</summary>
public sealed class TourTests(Emulator emulator) : IClassFixture<Emulator>
{
    private static readonly string Program = Repository.BuildOf("samples", "Tour");

    [Fact]
    public async Task It_signs_in_with_one_device_code_sends_every_change_once_and_shows_no_secret()
    {
        await emulator.SeedAsync(new { behaviour = new { signIn = "ada@contoso.test" } });
        int seen = (await emulator.RequestsAsync()).Count;

        string output = await ChildProcess.RunAsync("dotnet", [Program, emulator.Uri.AbsoluteUri]);

        List<JsonElement> requests = [.. (await emulator.RequestsAsync()).Skip(seen)];
        Assert.Single(requests, request => PathOf(request).EndsWith("/devicecode", StringComparison.Ordinal));
        JsonElement exchange = requests.Last(request => PathOf(request).EndsWith("/token", StringComparison.Ordinal));
        Assert.Equal("device_code", exchange.GetProperty("grantType").GetString());
        Assert.Equal(["POST 200", "PUT 200", "POST 200", "DELETE 204", "DELETE 204", "POST 200", "POST 200"], requests.Where(IsChange).Select(Describe));
        Assert.Contains("Works for ada@contoso.test", output, StringComparison.Ordinal);
        Assert.All(await emulator.SecretsAsync(), secret => Assert.DoesNotContain(secret, output, StringComparison.Ordinal));
    }

    [Fact]
    public async Task It_ends_with_1_when_a_step_fails()
    {
        await emulator.SeedAsync(new
        {
            behaviour = new { signIn = "ada@contoso.test" },
            conditions = new[] { new { kind = "declined", times = 1 } },
        });

        InvalidOperationException failure = await Assert.ThrowsAsync<InvalidOperationException>(
            () => ChildProcess.RunAsync("dotnet", [Program, emulator.Uri.AbsoluteUri]));

        Assert.Contains("ended with 1", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_an_address_it_starts_an_emulator_and_ends_it()
    {
        string output = await ChildProcess.RunAsync("dotnet", [Program]);

        int port = int.Parse(Regex.Match(output, "https://localhost:([0-9]+)").Groups[1].Value, CultureInfo.InvariantCulture);
        using TcpClient client = new();
        SocketException refused = await Assert.ThrowsAsync<SocketException>(() => client.ConnectAsync(IPAddress.Loopback, port));
        Assert.Equal(SocketError.ConnectionRefused, refused.SocketErrorCode);
    }

    private static bool IsChange(JsonElement request) =>
        PathOf(request).EndsWith("/tokens/pats", StringComparison.Ordinal) && request.GetProperty("method").GetString() != "GET";

    private static string Describe(JsonElement request) => $"{request.GetProperty("method").GetString()} {request.GetProperty("status").GetInt32()}";

    private static string PathOf(JsonElement request) => request.GetProperty("path").GetString()!;
}
