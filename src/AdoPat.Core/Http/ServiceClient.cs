using System;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Threading;
using System.Threading.Tasks;
using AdoPat.Models;
using AdoPat.Sessions;

namespace AdoPat.Http;

/// <summary>Sends requests to a service: one for each session, shared by everything that uses the session.</summary>
internal sealed class ServiceClient : IDisposable
{
    private static readonly ProductInfoHeaderValue UserAgent = new(
        "AdoPat", typeof(ServiceClient).Assembly.GetCustomAttribute<AssemblyFileVersionAttribute>()?.Version);

    private readonly HttpMessageInvoker _sender;
    private readonly string _correlation = Guid.NewGuid().ToString();
    private readonly CancellationTokenSource _ending = new();
    private readonly CancellationToken _ended;

    /// <param name="endpoints">Where requests may go.</param>
    /// <param name="tokens">Gives the access tokens; null when every request brings its own credential, or none.</param>
    /// <param name="clock">Measures the waits.</param>
    public ServiceClient(ServiceEndpoints endpoints, IAccessTokenProvider? tokens, TimeProvider? clock = null)
        : this(endpoints.Accepts, endpoints.IsEmulator ? ServerTrust.Emulator : ServerTrust.System, tokens, tokens?.Account ?? "", clock)
    {
    }

    /// <param name="accepts">Where requests may go.</param>
    /// <param name="trust">Which servers may be there.</param>
    /// <param name="credential">Proves who sends them; null when every request brings its own proof, or none.</param>
    /// <param name="account">Whose requests the service counts; empty for nobody's.</param>
    /// <param name="clock">Measures the waits.</param>
    public ServiceClient(Func<Uri, bool> accepts, ServerTrust trust, IAccessTokenSource? credential, string account, TimeProvider? clock = null)
    {
        _ended = _ending.Token;

        // The token is put on below the retries: a wait may outlive it.
        _sender = new HttpMessageInvoker(new RetryHandler(
            new AccessTokenHandler(ServiceTransport.Create(trust), accepts, credential),
            account,
            clock ?? TimeProvider.System,
            Jitter.Next));
    }

    public Task<ServiceAnswer> SendAsync(HttpMethod method, Uri uri, RequestContext context, CancellationToken cancellationToken) =>
        SendAsync(new HttpRequestMessage(method, uri), context, cancellationToken);

    public Task<ServiceAnswer> SendAsync<T>(
        HttpMethod method, Uri uri, T body, JsonTypeInfo<T> type, RequestContext context, CancellationToken cancellationToken)
    {
        ByteArrayContent content = new(JsonSerializer.SerializeToUtf8Bytes(body, type));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json") { CharSet = "utf-8" };
        return SendAsync(new HttpRequestMessage(method, uri) { Content = content }, context, cancellationToken);
    }

    /// <summary>Ends it, and with it every request that is under way: the sockets alone would let those go on.</summary>
    public void Dispose()
    {
        _ending.Cancel();
        _ending.Dispose();
        _sender.Dispose();
    }

    /// <summary>Sends a request and reads the whole answer.</summary>
    /// <exception cref="AdoPatException">
    /// <see cref="ServiceIdentity.UnreachableId"/> or <see cref="ServiceIdentity.OutcomeUnknownId"/>: no answer came;
    /// <see cref="ErrorIds.NotConnected"/>: this was disposed of.
    /// </exception>
    public async Task<ServiceAnswer> SendAsync(HttpRequestMessage request, RequestContext context, CancellationToken cancellationToken)
    {
        using (request)
        using (CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _ended))
        {
            context.AttachTo(request);
            AddHeaders(request, context.Service);
            try
            {
                stop.Token.ThrowIfCancellationRequested();
                using HttpResponseMessage response = await _sender.SendAsync(request, stop.Token).ConfigureAwait(false);
                return await ServiceAnswer.FromAsync(request, response).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested && !IsOpen(request, context))
            {
                throw new NothingSentException(cancellationToken);
            }
            catch (Exception cut) when (cut is OperationCanceledException or ObjectDisposedException
                && _ended.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
            {
                bool isOpen = IsOpen(request, context);
                string outcome = isOpen ? " It may have been done all the same." : "";
                throw new AdoPatException(
                    ErrorIds.NotConnected, $"{context.Action} was cut off, as Disconnect-{context.Service.Noun} ended the session.{outcome} Run Connect-{context.Service.Noun} again.")
                {
                    IsOutcomeUnknown = isOpen,
                };
            }
        }
    }

    // Whether the service may have done it, although no answer says so.
    private static bool IsOpen(HttpRequestMessage request, RequestContext context) =>
        context.MayHaveHappened || (context.IsUnderWay && !RetryRule.IsRead(request.Method));

    private void AddHeaders(HttpRequestMessage request, ServiceIdentity service)
    {
#if NET
        request.Version = System.Net.HttpVersion.Version20;
        request.VersionPolicy = HttpVersionPolicy.RequestVersionOrLower;
#endif
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        request.Headers.UserAgent.Add(UserAgent);

        if (service == ServiceIdentity.AzureDevOps)
        {
            // A status instead of a redirect to a sign-in page; not every service host honours it.
            request.Headers.Add("X-TFS-FedAuthRedirect", "Suppress");
            request.Headers.Add("X-VSS-ForceMsaPassThrough", "true");
            request.Headers.Add("X-TFS-Session", _correlation);
        }
    }
}
