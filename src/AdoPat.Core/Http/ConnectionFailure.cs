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

    /// <summary>True when another attempt would end the same.</summary>
    public static bool IsLasting(Exception exception) =>
#if NET
        exception.GetBaseException() is UntrustedCertificateException;
#else
        exception.InnerException is WebException { Status: WebExceptionStatus.TrustFailure };
#endif

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
        string advice = (IsLasting(failure) && !context.MayHaveHappened) || (isLostCreation && context.Service == ServiceIdentity.AzureDevOps) ? ""
            : isLostCreation ? " It may have been done all the same: look before you try again."
            : IsEmulatorAway(request.RequestUri!, context.Service, failure) ? " Nothing listens there. Start the emulator (dotnet run --project src/AdoPat.Emulator), and give the address that it writes."
            : context.MayHaveHappened ? " The service may have done it all the same. Check the network and the proxy settings, then try again: to do it twice does no harm."
            : " Check the network and the proxy settings, then try again.";
        return new AdoPatException(
            isLostCreation ? context.Service.OutcomeUnknownId : context.Service.UnreachableId,
            $"{context.Action} failed: no answer from {request.RequestUri!.Host}{count}: {Describe(failure)}{advice}",
            failure)
        {
            IsOutcomeUnknown = context.MayHaveHappened,
        };
    }

    // Azure DevOps is on this machine as an emulator only; what else is there may be the end of a tunnel.
    private static bool IsEmulatorAway(Uri address, ServiceIdentity service, Exception failure) =>
        service == ServiceIdentity.AzureDevOps && address.IsLoopback && failure.GetBaseException() is SocketException { SocketErrorCode: SocketError.ConnectionRefused };

    // What SocketsHttpHandler throws when its ConnectTimeout has passed.
    private static bool IsConnectTimeout(Exception exception) => exception is OperationCanceledException { InnerException: TimeoutException };
}
