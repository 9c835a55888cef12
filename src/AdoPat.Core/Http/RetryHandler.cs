using System;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using AdoPat.Models;

namespace AdoPat.Http;

/// <summary>Sends a request again where <see cref="RetryRule"/> allows it, and gives every attempt a time limit.</summary>
internal sealed class RetryHandler(HttpMessageHandler inner, string account, TimeProvider clock, Func<double> random) : DelegatingHandler(inner)
{
    /// <summary>How long one attempt may take, the body of the answer and a refresh of the access token included.</summary>
    public static readonly TimeSpan AttemptTimeout = TimeSpan.FromSeconds(60);

    /// <summary>How long a change that is under way may go on after its caller has given up.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(700);

    // An organization that is disabled answers 503 for ever.
    private const string OrganizationStopped = "TF24668";

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        RequestContext context = RequestContext.Of(request);
        RequestPace pace = RequestPace.Of(clock, account, request.RequestUri!.Authority);
        string pauseReason = "The service asked for a slower pace.";
        for (int attempt = 1; ; attempt++)
        {
            string reason;
            try
            {
                HttpResponseMessage response = await SendInTurnAsync(pace, pauseReason, request, context, cancellationToken).ConfigureAwait(false);
                if (!await ShouldRepeatAsync(request, response, context).ConfigureAwait(false) || attempt == RetryRule.MaxAttempts)
                {
                    return response;
                }

                bool isThrottled = IsThrottled(response);
                reason = $"The service answered {(int)response.StatusCode} to {request.Method}.";
                response.Dispose();
                if (isThrottled)
                {
                    // All wait for it, this request among them.
                    pauseReason = reason;
                    pace.Pause(context.RetryAfter ?? RetryRule.DelayBefore(attempt, null, random()));
                    continue;
                }
            }
            catch (Exception failure) when (ConnectionFailure.Is(failure))
            {
                bool neverSent = !context.IsUnderWay || ConnectionFailure.IsBeforeSending(failure);
                context.MayHaveHappened |= !neverSent && !RetryRule.IsRead(request.Method);
                context.IsUnderWay = false;
                context.RetryAfter = null;
                if (attempt == RetryRule.MaxAttempts || ConnectionFailure.IsLasting(failure) || !(context.IsRepeatable || RetryRule.MayRepeatUnanswered(request.Method, neverSent)))
                {
                    throw ConnectionFailure.Explain(request, attempt, failure);
                }

                reason = $"No answer to {request.Method}: {ConnectionFailure.Describe(failure)}";
            }

            await WaitAsync(reason, RetryRule.DelayBefore(attempt, context.RetryAfter, random()), context, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<HttpResponseMessage> SendInTurnAsync(
        RequestPace pace, string pauseReason, HttpRequestMessage request, RequestContext context, CancellationToken cancellationToken)
    {
        context.IsUnderWay = false;
        await EnterAsync(pace, pauseReason, context, cancellationToken).ConfigureAwait(false);
        RateLimit? limit = null;
        try
        {
            HttpResponseMessage response = await SendOnceAsync(request, context, cancellationToken).ConfigureAwait(false);
            context.IsUnderWay = false;
            DateTimeOffset now = clock.GetUtcNow();
            limit = RateLimit.Of(response, now);
            context.RetryAfter = limit.Value.RetryAfter;
            if (response.IsSuccessStatusCode || IsThrottled(response))
            {
                limit.Value.Tell(pace, response.IsSuccessStatusCode, now);
            }

            return response;
        }
        finally
        {
            pace.Leave(isGood: limit is { RetryAfter: null }, limit?.Remaining);
        }
    }

    private async Task<HttpResponseMessage> SendOnceAsync(HttpRequestMessage request, RequestContext context, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using CancellationTokenSource limit = clock.LimitTo(AttemptTimeout);
        using CancellationTokenRegistration stop = cancellationToken.Register(() => Stop(limit, request.Method, context));
        long start = clock.GetTimestamp();
        HttpResponseMessage? response = null;
        try
        {
            response = await base.SendAsync(request, limit.Token).ConfigureAwait(false);

            // The body belongs to the attempt: a connection that breaks in its middle is an attempt without an answer.
            response.Content = await CompleteAsync(response.Content, limit.Token).ConfigureAwait(false);
            context.Observer?.Answered(request.Method, context.Hide(request.RequestUri!), response.StatusCode, clock.GetElapsedTime(start));
            return response;
        }
        catch (Exception failure)
        {
            response?.Dispose();
            if (failure is OperationCanceledException && limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
            {
                throw new TimeoutException($"The limit of {AttemptTimeout.TotalSeconds:0} seconds passed.");
            }

            throw;
        }
    }

    // Who presses Ctrl+C wants to know what was done: a change that is under way gets a moment to answer.
    private static void Stop(CancellationTokenSource attempt, HttpMethod method, RequestContext context)
    {
        if (context.IsUnderWay && !RetryRule.IsRead(method))
        {
            attempt.CancelAfter(Grace);
        }
        else
        {
            attempt.Cancel();
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

        ByteArrayContent complete = new(body.GetBuffer(), 0, (int)body.Length);
        complete.Headers.ContentType = content.Headers.ContentType;
        content.Dispose();
        return complete;
    }

    private static async Task<bool> ShouldRepeatAsync(HttpRequestMessage request, HttpResponseMessage response, RequestContext context)
    {
        bool isStopped = await IsStoppedAsync(response).ConfigureAwait(false);
        context.MayHaveHappened |= RetryRule.LeavesOutcomeOpen(response.StatusCode) && !isStopped && !RetryRule.IsRead(request.Method);
        return RetryRule.MayRepeat(context.IsRepeatable ? HttpMethod.Put : request.Method, response.StatusCode) && !(context.RetryAfter > RetryRule.LongestWait) && !isStopped;
    }

    // In the header too, as an answer to HEAD has no body.
    private static async Task<bool> IsStoppedAsync(HttpResponseMessage response) =>
        response.StatusCode == HttpStatusCode.ServiceUnavailable
        && ((response.Headers.TryGetValues(ServiceAnswer.ErrorHeader, out var texts) && texts.Any(text => text.Contains(OrganizationStopped)))
            || (await response.Content.ReadAsStringAsync().ConfigureAwait(false)).Contains(OrganizationStopped));

    private async Task EnterAsync(RequestPace pace, string pauseReason, RequestContext context, CancellationToken cancellationToken)
    {
        while (!pace.TryEnter(out Task freed))
        {
            TimeSpan wait = pace.Remaining;
            if (wait > RetryRule.LongestWait)
            {
                // What has refused one item for an hour refuses the next ones too: each is told so, at once.
                throw new AdoPatException(
                    context.Service.ThrottledId,
                    $"{context.Action} failed: the rate limit is reached. {(context.MayHaveHappened ? "An earlier attempt may have done it." : "Nothing was sent.")} "
                    + $"Try again in {wait.TotalSeconds:0} seconds.")
                {
                    IsOutcomeUnknown = context.MayHaveHappened,
                };
            }

            await (wait > TimeSpan.Zero ? WaitAsync(pauseReason, wait, context, cancellationToken) : freed.OrCancelledAsync(cancellationToken))
                .ConfigureAwait(false);
        }
    }

    private Task WaitAsync(string reason, TimeSpan delay, RequestContext context, CancellationToken cancellationToken)
    {
        context.Observer?.Waiting(reason, delay);
        return clock.Wait(delay, cancellationToken);
    }

    private static bool IsThrottled(HttpResponseMessage response) => (int)response.StatusCode == 429;
}
