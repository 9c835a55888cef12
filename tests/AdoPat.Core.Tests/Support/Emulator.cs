using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;
using AdoPat.Tests.Support;
using Xunit;

namespace AdoPat.Core.Tests.Support;

/// <summary>The emulator, with what the tests of the core ask of it.</summary>
public sealed class Emulator : EmulatorProcess
{
    internal Task BehaveAsync(object behaviour) => SeedAsync(new { behaviour });

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

    /// <summary>Waits until so many requests for tokens/pats have come.</summary>
    internal async Task ReceivesAsync(int requests)
    {
        using CancellationTokenSource limit = new(TimeSpan.FromSeconds(30));
        while ((await TokenRequestsAsync()).Count < requests)
        {
            await Task.Delay(5, limit.Token);
        }
    }
}
