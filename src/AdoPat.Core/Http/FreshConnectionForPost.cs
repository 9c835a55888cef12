#if NETFRAMEWORK
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;

namespace AdoPat.Http;

/// <summary>Sends each POST over a connection of its own.</summary>
// When a connection that was kept open turns out to be dead, HttpWebRequest sends the request again by itself, below our
// rule that a creation is never repeated. It does so only for a connection that was used before: handlers share none, and
// this one keeps none open.
internal sealed class FreshConnectionForPost(HttpClientHandler sockets) : DelegatingHandler
{
    private readonly HttpMessageInvoker _posts = new(sockets);

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Method != HttpMethod.Post)
        {
            return base.SendAsync(request, cancellationToken);
        }

        request.Headers.ConnectionClose = true;
        return _posts.SendAsync(request, cancellationToken);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _posts.Dispose();
        }

        base.Dispose(disposing);
    }
}
#endif
