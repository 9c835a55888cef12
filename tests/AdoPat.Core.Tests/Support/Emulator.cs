using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Net.Http;
using System.Net.Http.Json;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;
using AdoPat.Sessions;
using Xunit;

namespace AdoPat.Core.Tests.Support;

/// <summary>The emulator as everybody has it: a process that is reached over https and ends with this one.</summary>
public sealed class Emulator : IAsyncLifetime, IDisposable
{
    private readonly Process _process = new()
    {
        StartInfo = new ProcessStartInfo("dotnet", [Repository.Emulator, "--port", "0", "--quiet"])
        {
            RedirectStandardInput = true, // It ends when this pipe closes, however this process ends.
            RedirectStandardOutput = true,
        },
    };

    private HttpClient? _client;

    internal ServiceEndpoints Endpoints { get; private set; } = ServiceEndpoints.AzureDevOps;

    internal Uri Uri { get; private set; } = new("about:blank");

    /// <summary>What a tool has to trust.</summary>
    internal string CertificatePath { get; private set; } = "";

    /// <summary>A client that has nothing to do with the code under test.</summary>
    internal HttpClient Client => _client ?? throw new InvalidOperationException("The emulator was not started.");

    public async Task InitializeAsync()
    {
        _process.Start();
        string ready = await _process.StandardOutput.ReadLineAsync()
            ?? throw new InvalidOperationException("The emulator ended before it listened.");
        using JsonDocument notice = JsonDocument.Parse(ready);
        Uri = new Uri(notice.RootElement.GetProperty("uri").GetString()!);
        Endpoints = ServiceEndpoints.ForEmulator(Uri);
        CertificatePath = notice.RootElement.GetProperty("certificate").GetString()!;
        string certificate = await File.ReadAllTextAsync(CertificatePath);
        string thumbprint = X509Certificate2.CreateFromPem(certificate).Thumbprint;
        _client = new HttpClient(new HttpClientHandler
        {
            UseProxy = false,
            AllowAutoRedirect = false,
            ServerCertificateCustomValidationCallback = (_, shown, _, _) => shown?.Thumbprint == thumbprint,
        })
        { BaseAddress = Uri };
    }

    public async Task DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        Dispose();
    }

    public void Dispose()
    {
        _client?.Dispose();
        _process.Dispose();
    }

    /// <summary>Adds to what the emulator holds: users, organizations, tokens, switches.</summary>
    internal Task SeedAsync(object seed) => PostAsync("/_emulator/seed", seed);

    internal Task BehaveAsync(object behaviour) => SeedAsync(new { behaviour });

    internal Task FailAsync(params object[] rules) => PostAsync("/_emulator/faults", rules);

    internal async Task ForgetFaultsAsync()
    {
        using HttpResponseMessage answer = await Client.DeleteAsync(new Uri("/_emulator/faults", UriKind.Relative));
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    internal Task MoveClockAsync(string time) => PostAsync("/_emulator/clock", new { now = time });

    internal Task ResetAsync() => PostAsync("/_emulator/reset", new { });

    internal async Task<JsonObject> StateAsync() => (await Client.GetFromJsonAsync<JsonObject>("/_emulator/state"))!;

    internal async Task<IReadOnlyList<RecordedRequest>> RequestsAsync() =>
        (await Client.GetFromJsonAsync<RecordedRequest[]>("/_emulator/requests", JsonSerializerOptions.Web))!;

    /// <summary>The requests for tokens/pats.</summary>
    internal async Task<IReadOnlyList<RecordedRequest>> TokenRequestsAsync() =>
        [.. (await RequestsAsync()).Where(request => request.IsAboutTokens)];

    /// <summary>Waits until a fault has hit a request, which is then on the service's side.</summary>
    internal async Task WhenHitAsync(string fault)
    {
        using CancellationTokenSource limit = new(TimeSpan.FromSeconds(30));
        while (!(await RequestsAsync()).Any(request => request.Fault == fault))
        {
            await Task.Delay(5, limit.Token);
        }
    }

    private async Task PostAsync(string path, object body)
    {
        using HttpResponseMessage answer = await Client.PostAsJsonAsync(path, body);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }
}
