using System;
using System.IO;
using System.Net;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using AdoPat.Models;

namespace AdoPat.Http;

/// <summary>Sends a request again where <see cref="RetryRule"/> allows it, and gives every attempt a time limit.</summary>
internal sealed class RetryHandler(HttpMessageHandler inner, TimeProvider clock, Func<double> random) : DelegatingHandler(inner)
{
    private static readonly TimeSpan AttemptTimeout = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(700);

    // An organization that is disabled answers 503 for ever.
    private const string OrganizationStopped = "TF24668";

    private long _notBefore;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        RequestContext context = RequestContext.Of(request);
        await RespectHintAsync(context, cancellationToken).ConfigureAwait(false);
        while (true)
        {
            context.Attempts++;
            TimeSpan? retryAfter;
            string reason;
            try
            {
                HttpResponseMessage response = await SendOnceAsync(request, context, cancellationToken).ConfigureAwait(false);
                retryAfter = RetryAfter(response);
                if (!await ShouldRepeatAsync(request, response, context).ConfigureAwait(false) || retryAfter > RetryRule.LongestWait)
                {
                    NoteHint(response, retryAfter);
                    return response;
                }

                reason = $"The service answered {(int)response.StatusCode} to {request.Method}.";
                response.Dispose();
            }
            catch (Exception failure) when (failure is HttpRequestException or IOException or TimeoutException)
            {
                bool neverSent = ConnectionFailure.IsBeforeSending(failure);
                context.MayHaveHappened |= !neverSent;
                if (context.Attempts >= RetryRule.MaxAttempts || !RetryRule.MayRepeatUnanswered(request.Method, neverSent))
                {
                    throw Unreachable(request, context, failure);
                }

                retryAfter = null;
                reason = $"No answer to {request.Method}: {failure.Message}";
            }

            TimeSpan delay = RetryRule.DelayBefore(context.Attempts, retryAfter, random());
            context.Observer?.Waiting(reason, delay);
            await clock.Wait(delay, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<HttpResponseMessage> SendOnceAsync(HttpRequestMessage request, RequestContext context, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using CancellationTokenSource limit = new(AttemptTimeout);
        using CancellationTokenRegistration stop = cancellationToken.Register(() => Stop(limit, request.Method));
        long start = clock.GetTimestamp();
        try
        {
            HttpResponseMessage response = await base.SendAsync(request, limit.Token).ConfigureAwait(false);

            // The body belongs to the attempt: a connection that breaks in its middle is an attempt without an answer.
            response.Content = await CompleteAsync(response.Content, limit.Token).ConfigureAwait(false);
            context.Observer?.Answered(request.Method, request.RequestUri!, response.StatusCode, clock.GetElapsedTime(start));
            return response;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"There was no answer within {AttemptTimeout.TotalSeconds:0} seconds.");
        }
    }

    // Who presses Ctrl+C wants to know what was done: a change that is under way gets a moment to answer.
    private static void Stop(CancellationTokenSource attempt, HttpMethod method)
    {
        if (method == HttpMethod.Get || method == HttpMethod.Head)
        {
            attempt.Cancel();
        }
        else
        {
            attempt.CancelAfter(Grace);
        }
    }

    private static async Task<HttpContent> CompleteAsync(HttpContent content, CancellationToken cancellationToken)
    {
        using MemoryStream body = new();
#if NET
        await content.CopyToAsync(body, cancellationToken).ConfigureAwait(false);
#else
        using (Stream stream = await content.ReadAsStreamAsync().ConfigureAwait(false))
        {
            await stream.CopyToAsync(body, 81920, cancellationToken).ConfigureAwait(false);
        }
#endif

        ByteArrayContent complete = new(body.ToArray());
        complete.Headers.ContentType = content.Headers.ContentType;
        content.Dispose();
        return complete;
    }

    private static async Task<bool> ShouldRepeatAsync(HttpRequestMessage request, HttpResponseMessage response, RequestContext context)
    {
        if (context.Attempts >= RetryRule.MaxAttempts || !RetryRule.MayRepeat(request.Method, response.StatusCode))
        {
            return false;
        }

        context.MayHaveHappened |= (int)response.StatusCode != 429;
        return response.StatusCode != HttpStatusCode.ServiceUnavailable
            || !(await response.Content.ReadAsStringAsync().ConfigureAwait(false)).Contains(OrganizationStopped);
    }

    // On a good answer Retry-After is a hint that the next request would be delayed by the service: wait here instead.
    private void NoteHint(HttpResponseMessage response, TimeSpan? retryAfter)
    {
        if (response.IsSuccessStatusCode && retryAfter is { } hint)
        {
            TimeSpan wait = hint < RetryRule.LongestWait ? hint : RetryRule.LongestWait;
            Interlocked.Exchange(ref _notBefore, (clock.GetUtcNow() + wait).UtcTicks);
        }
    }

    private async Task RespectHintAsync(RequestContext context, CancellationToken cancellationToken)
    {
        TimeSpan delay = TimeSpan.FromTicks(Interlocked.Read(ref _notBefore) - clock.GetUtcNow().UtcTicks);
        if (delay > TimeSpan.Zero)
        {
            context.Observer?.Waiting("The service asked for a slower pace.", delay);
            await clock.Wait(delay, cancellationToken).ConfigureAwait(false);
        }
    }

    private TimeSpan? RetryAfter(HttpResponseMessage response) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => date - clock.GetUtcNow(),
        _ => null,
    };

    private static AdoPatException Unreachable(HttpRequestMessage request, RequestContext context, Exception failure)
    {
        string attempts = context.Attempts == 1 ? "" : $" ({context.Attempts} attempts)";
        return new AdoPatException(
            context.MayHaveHappened && request.Method == HttpMethod.Post ? ErrorIds.PatOutcomeUnknown : ErrorIds.AdoUnreachable,
            $"No answer from {request.RequestUri!.Host}{attempts}: {failure.Message} Check the network and the proxy settings, then try again.",
            failure);
    }
}
