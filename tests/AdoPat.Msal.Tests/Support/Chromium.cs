using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Net.Http;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;

namespace AdoPat.Msal.Tests.Support;

/// <summary>
/// A real Chromium without a window, started by <c>xdg-open</c> as a user's browser is, and driven over its DevTools
/// protocol as a person would: looks at the page, clicks.
/// </summary>
internal sealed class Chromium : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly DirectoryInfo _profile = Directory.CreateTempSubdirectory("adopat-chromium-");
    private readonly CancellationTokenSource _limit = new(Patience);
    private readonly HttpClient _client = new();
    private readonly ClientWebSocket _page = new();
    private int _calls;
    private int _port;

    /// <summary>The program's name, where it is installed.</summary>
    public const string Program = "chromium";

    /// <summary>What <c>xdg-open</c> does: opens the address in this browser.</summary>
    public string Opener =>
        $"exec {Program} --headless --no-sandbox --disable-gpu --no-first-run --disable-background-networking --ignore-certificate-errors "
        + $"--remote-debugging-port=0 --user-data-dir='{_profile.FullName}' \"$1\"";

    /// <summary>Waits until the browser shows a page with such an element, and clicks on it.</summary>
    /// <param name="selector">The element, in CSS.</param>
    /// <returns>The wait.</returns>
    public async Task ClickAsync(string selector)
    {
        await ConnectAsync();
        string element = $"document.querySelector({JsonSerializer.Serialize(selector)})";
        await UntilAsync($"{element} !== null && document.readyState === 'complete'");
        await EvaluateAsync($"{element}.click()");
    }

    /// <summary>Waits until the page has this title.</summary>
    /// <param name="title">The title.</param>
    /// <returns>The text of the page.</returns>
    public async Task<string> TextOfAsync(string title)
    {
        await ConnectAsync();
        await UntilAsync($"document.title === {JsonSerializer.Serialize(title)} && document.body !== null");
        return (await EvaluateAsync("document.body.innerText")).GetString()!;
    }

    public async ValueTask DisposeAsync()
    {
        if (_port > 0)
        {
            await CloseBrowserAsync();
        }

        _page.Dispose();
        _client.Dispose();
        _limit.Dispose();
        _profile.Delete(recursive: true);
    }

    private async Task ConnectAsync()
    {
        if (_page.State == WebSocketState.Open)
        {
            return;
        }

        string portFile = Path.Combine(_profile.FullName, "DevToolsActivePort");
        while (!File.Exists(portFile) || !int.TryParse((await File.ReadAllLinesAsync(portFile, _limit.Token)).FirstOrDefault(), out _port))
        {
            await Task.Delay(20, _limit.Token);
        }

        JsonElement[] targets;
        do
        {
            targets = await _client.GetFromJsonAsync<JsonElement[]>($"http://localhost:{_port}/json/list", _limit.Token) ?? [];
        }
        while (!targets.Any(IsPage));

        await _page.ConnectAsync(new Uri(targets.First(IsPage).GetProperty("webSocketDebuggerUrl").GetString()!), _limit.Token);
    }

    private static bool IsPage(JsonElement target) => target.GetProperty("type").GetString() == "page";

    private async Task UntilAsync(string condition)
    {
        while (await EvaluateAsync(condition) is not { ValueKind: JsonValueKind.True })
        {
            await Task.Delay(20, _limit.Token);
        }
    }

    /// <summary>Runs a script in the page that is shown now; a page that goes away meanwhile gives no value.</summary>
    private async Task<JsonElement> EvaluateAsync(string script)
    {
        JsonElement answer = await CallAsync("Runtime.evaluate", new { expression = script, returnByValue = true });
        return answer.TryGetProperty("result", out JsonElement outer)
            && outer.TryGetProperty("result", out JsonElement inner)
            && inner.TryGetProperty("value", out JsonElement value) ? value : default;
    }

    private async Task<JsonElement> CallAsync(string method, object parameters)
    {
        int id = ++_calls;
        byte[] call = JsonSerializer.SerializeToUtf8Bytes(new { id, method, @params = parameters });
        await _page.SendAsync(call, WebSocketMessageType.Text, endOfMessage: true, _limit.Token);
        while (true)
        {
            JsonElement message = await ReceiveAsync();
            if (message.TryGetProperty("id", out JsonElement answered) && answered.GetInt32() == id)
            {
                return message;
            }
        }
    }

    private async Task<JsonElement> ReceiveAsync()
    {
        var buffer = new byte[16 * 1024];
        var text = new StringBuilder();
        WebSocketReceiveResult part;
        do
        {
            part = await _page.ReceiveAsync(buffer, _limit.Token);
            text.Append(Encoding.UTF8.GetString(buffer, 0, part.Count));
        }
        while (!part.EndOfMessage);
        return JsonSerializer.Deserialize<JsonElement>(text.ToString());
    }

    private async Task CloseBrowserAsync()
    {
        // The lock that a running browser holds on its profile is a link to "host-pid".
        string? running = new FileInfo(Path.Combine(_profile.FullName, "SingletonLock")).LinkTarget;
        using Process? browser = running is null ? null : Process.GetProcessById(int.Parse(running.Split('-')[^1], null));
        browser?.Kill(entireProcessTree: true);
        await (browser?.WaitForExitAsync() ?? Task.CompletedTask);
    }
}
