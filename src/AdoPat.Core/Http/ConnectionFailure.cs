using System;
using System.Net.Http;
#if !NET
using System.Net;
#endif

namespace AdoPat.Http;

/// <summary>Tells a request that never left from one that may have arrived.</summary>
internal static class ConnectionFailure
{
    /// <summary>True when no connection came about, so that the service cannot have seen the request.</summary>
    public static bool IsBeforeSending(Exception exception)
    {
#if NET
        return exception is HttpRequestException
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
}
