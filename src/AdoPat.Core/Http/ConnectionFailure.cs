using System;
using System.IO;
using System.Net.Http;
using System.Net.Sockets;
using AdoPat.Models;
using AdoPat.Secrets;
#if !NET
using System.Net;
#endif

namespace AdoPat.Http;

/// <summary>A request without an answer: whether it can have arrived, and what to tell the user.</summary>
internal static class ConnectionFailure
{
    /// <summary>Whether an exception says that no answer came, as opposed to that the caller gave up.</summary>
    public static bool Is(Exception exception) => exception is HttpRequestException or IOException or TimeoutException || IsConnectTimeout(exception);

    /// <summary>True when no connection came about, so that the service cannot have seen the request.</summary>
    public static bool IsBeforeSending(Exception exception)
    {
#if NET
        return IsConnectTimeout(exception) || exception is HttpRequestException
        {
            HttpRequestError: HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError
                or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError,
        };
#else
        return exception is HttpRequestException { InnerException: WebException failure }
            && failure.Status is WebExceptionStatus.NameResolutionFailure or WebExceptionStatus.ProxyNameResolutionFailure
                or WebExceptionStatus.ConnectFailure or WebExceptionStatus.TrustFailure or WebExceptionStatus.SecureChannelFailure;
#endif
    }

    /// <summary>What happened in words, as a sentence. The outermost exception often says no more than "see inner exception".</summary>
    public static string Describe(Exception failure)
    {
        string cause = failure.GetBaseException().Message;
        return Redaction.Redact(failure.Message.Contains(cause) ? failure.Message : cause).TrimEnd('.') + ".";
    }

    /// <summary>The error a user gets when no answer came in the end.</summary>
    public static AdoPatException Explain(HttpRequestMessage request, int attempts, Exception failure)
    {
        RequestContext context = RequestContext.Of(request);
        bool isLostCreation = context.MayHaveHappened && request.Method == HttpMethod.Post && !context.IsRepeatable;
        string count = attempts == 1 ? "" : $" ({attempts} attempts)";
        string advice = isLostCreation ? ""
            : IsEmulatorAway(request.RequestUri!, failure) ? " Nothing listens there. Start the emulator (dotnet run --project src/AdoPat.Emulator), and give the address that it writes."
            : context.MayHaveHappened ? " The service may have done it all the same. Check the network and the proxy settings, then try again: to do it twice does no harm."
            : " Check the network and the proxy settings, then try again.";
        return new AdoPatException(
            isLostCreation ? ErrorIds.PatOutcomeUnknown : ErrorIds.AdoUnreachable,
            $"{context.Action} failed: no answer from {request.RequestUri!.Host}{count}: {Describe(failure)}{advice}",
            failure)
        {
            IsOutcomeUnknown = context.MayHaveHappened,
        };
    }

    // Only an emulator is on this machine.
    private static bool IsEmulatorAway(Uri address, Exception failure) =>
        address.IsLoopback && failure.GetBaseException() is SocketException { SocketErrorCode: SocketError.ConnectionRefused };

    // What SocketsHttpHandler throws when its ConnectTimeout has passed.
    private static bool IsConnectTimeout(Exception exception) => exception is OperationCanceledException { InnerException: TimeoutException };
}
