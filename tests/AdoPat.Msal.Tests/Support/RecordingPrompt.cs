using System;
using System.Collections.Concurrent;
using System.Threading.Tasks;
using AdoPat.Sessions;

namespace AdoPat.Msal.Tests.Support;

/// <summary>The person in front of the screen: remembers what was said, and does something about it.</summary>
/// <param name="answer">What the person does when asked to do something.</param>
public sealed class RecordingPrompt(Action<string>? answer = null) : ISignInPrompt
{
    private readonly TaskCompletionSource<string> _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ConcurrentQueue<string> Asks { get; } = new();

    public ConcurrentQueue<string> Warnings { get; } = new();

    public ConcurrentQueue<string> Traces { get; } = new();

    /// <summary>Ends when the person was asked to do something.</summary>
    public Task<string> Asked => _asked.Task;

    public void Ask(string message)
    {
        Asks.Enqueue(message);
        answer?.Invoke(message);
        _asked.TrySetResult(message);
    }

    public void Warn(string message) => Warnings.Enqueue(message);

    public void Trace(string message) => Traces.Enqueue(message);
}
