using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Net.Http;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Threading.Tasks;

namespace AdoPat.Tour;

/// <summary>The local Azure DevOps: started here or by somebody else, and what it says about itself.</summary>
internal sealed class Emulator : IAsyncDisposable
{
    private readonly Process? _process;
    private readonly HttpClient _http;

    /// <summary>Uses an emulator that runs.</summary>
    /// <param name="address">Where it listens, such as https://localhost:5001.</param>
    public Emulator(Uri address)
        : this(address, null)
    {
    }

    private Emulator(Uri address, Process? process)
    {
        Address = address;
        _process = process;

        // Its certificate is made at its start; nobody has signed it.
        HttpClientHandler handler = new()
        {
            ServerCertificateCustomValidationCallback = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator,
            UseProxy = false,
        };
        _http = new HttpClient(handler) { BaseAddress = new Uri(address, "/_emulator/") };
    }

    /// <summary>Where it listens.</summary>
    public Uri Address { get; }

    /// <summary>Starts an emulator that enters every device code for ada@contoso.test, and waits until it listens.</summary>
    /// <returns>The emulator; it ends when disposed.</returns>
    public static async Task<Emulator> StartAsync()
    {
        ProcessStartInfo start = new("dotnet", [FindProgram(), "--quiet", "--sign-in", "ada@contoso.test"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        Process process = Process.Start(start)!;
        string? ready = await process.StandardOutput.ReadLineAsync();
        Step.Check(ready is not null, "the emulator starts; its message is above");
        return new Emulator(new Uri(JsonNode.Parse(ready!)!["uri"]!.GetValue<string>()), process);
    }

    /// <summary>Every request it has answered.</summary>
    /// <returns>Oldest first.</returns>
    public async Task<IReadOnlyList<SeenRequest>> GetRequestsAsync() =>
        await _http.GetFromJsonAsync<SeenRequest[]>("requests") ?? [];

    /// <summary>A token as it is stored.</summary>
    /// <param name="id">Its id.</param>
    /// <returns>The token.</returns>
    public async Task<StoredToken> GetTokenAsync(Guid id)
    {
        StoredState? state = await _http.GetFromJsonAsync<StoredState>("state");
        return state!.Tokens.Single(token => token.AuthorizationId == id);
    }

    /// <summary>Sets the policy against tokens with full access.</summary>
    /// <param name="tenant">The tenant's domain.</param>
    /// <returns>A task that ends when it is set.</returns>
    public async Task ForbidFullAccessAsync(string tenant)
    {
        object policies = new { restrictFullScope = new { enabled = true } };
        object seed = new { tenants = new[] { new { domain = tenant, policies } } };
        using HttpResponseMessage answer = await _http.PostAsJsonAsync("seed", seed);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>Ends it, when it was started here.</summary>
    /// <returns>A task that ends when it has ended.</returns>
    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        if (_process is not null)
        {
            _process.StandardInput.Close(); // that is its sign to end
            await _process.WaitForExitAsync();
            _process.Dispose();
        }
    }

    // Built beside this program: the same configuration, in the folder of its own project.
    private static string FindProgram() =>
        Path.Combine(
            AppContext.BaseDirectory.Replace(Path.Combine("samples", "Tour"), Path.Combine("src", "AdoPat.Emulator"), StringComparison.Ordinal),
            "AdoPat.Emulator.dll");
}
