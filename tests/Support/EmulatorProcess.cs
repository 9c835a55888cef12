using System;
using System.Diagnostics;
using System.IO;
using System.Net.Http;
using System.Net.Http.Json;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using System.Threading.Tasks;
using AdoPat.Sessions;
using Xunit;

namespace AdoPat.Tests.Support;

/// <summary>The emulator as everybody has it: a process that is reached over https and ends with this one.</summary>
public abstract class EmulatorProcess : IAsyncLifetime, IDisposable
{
    private readonly Process _process = new()
    {
        StartInfo = new ProcessStartInfo("dotnet", [Repository.BuildOf("src", "AdoPat.Emulator"), "--port", "0", "--quiet"])
        {
            RedirectStandardInput = true, // It ends when this pipe closes, however this process ends.
            RedirectStandardOutput = true,
        },
    };

    private HttpClient? _client;

    public Uri Uri { get; private set; } = new("about:blank");

    public ServiceEndpoints Endpoints { get; private set; } = ServiceEndpoints.AzureDevOps;

    /// <summary>What a tool has to trust.</summary>
    public string CertificatePath { get; private set; } = "";

    /// <summary>A client that has nothing to do with the code under test.</summary>
    public HttpClient Client => _client ?? throw new InvalidOperationException("The emulator was not started.");

    public async Task InitializeAsync()
    {
        _process.Start();
        string ready = await _process.StandardOutput.ReadLineAsync()
            ?? throw new InvalidOperationException("The emulator ended before it listened.");
        using JsonDocument notice = JsonDocument.Parse(ready);
        Uri = new Uri(notice.RootElement.GetProperty("uri").GetString()!);
        Endpoints = ServiceEndpoints.ForEmulator(Uri);
        CertificatePath = notice.RootElement.GetProperty("certificate").GetString()!;
        string thumbprint = X509Certificate2.CreateFromPem(await File.ReadAllTextAsync(CertificatePath)).Thumbprint;
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
        GC.SuppressFinalize(this);
    }

    /// <summary>Adds to what the emulator holds: users, organizations, tokens, switches.</summary>
    public Task SeedAsync(object seed) => PostAsync("/_emulator/seed", seed);

    /// <summary>Makes the emulator answer requests wrongly.</summary>
    public Task FailAsync(params object[] rules) => PostAsync("/_emulator/faults", rules);

    protected async Task PostAsync(string path, object body)
    {
        using HttpResponseMessage answer = await Client.PostAsJsonAsync(path, body);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }
}
