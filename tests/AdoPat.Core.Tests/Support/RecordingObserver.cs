using System;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Http;
using System.Threading.Tasks;
using AdoPat.Http;

namespace AdoPat.Core.Tests.Support;

/// <summary>Keeps what it is told of requests.</summary>
internal sealed class RecordingObserver : IRequestObserver
{
    private readonly TaskCompletionSource _firstWait = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ConcurrentQueue<(HttpMethod Method, Uri Uri, HttpStatusCode Status)> Answers { get; } = new();

    public ConcurrentQueue<(string Reason, TimeSpan Delay)> Waits { get; } = new();

    /// <summary>Ends when a request begins to wait.</summary>
    public Task FirstWait => _firstWait.Task;

    public void Answered(HttpMethod method, Uri uri, HttpStatusCode status, TimeSpan elapsed) => Answers.Enqueue((method, uri, status));

    public void Waiting(string reason, TimeSpan delay)
    {
        Waits.Enqueue((reason, delay));
        _firstWait.TrySetResult();
    }
}
