using System;
using System.Net;
using System.Net.Http;

namespace AdoPat.Http;

/// <summary>Is told what goes over the wire. Never sees a header, a body or a secret. Called from any thread.</summary>
public interface IRequestObserver
{
    /// <summary>An answer came.</summary>
    /// <param name="method">The method.</param>
    /// <param name="uri">The address.</param>
    /// <param name="status">The status.</param>
    /// <param name="elapsed">From sending to the complete answer.</param>
    void Answered(HttpMethod method, Uri uri, HttpStatusCode status, TimeSpan elapsed);

    /// <summary>A request waits before it is sent, or sent again.</summary>
    /// <param name="reason">Why, as a complete sentence.</param>
    /// <param name="delay">How long.</param>
    void Waiting(string reason, TimeSpan delay);
}
