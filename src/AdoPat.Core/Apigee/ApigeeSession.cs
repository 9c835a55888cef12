using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using AdoPat.Http;
using AdoPat.Models;
using AdoPat.Sessions;

namespace AdoPat.Apigee;

/// <summary>
/// A signed-in user of an organization of Apigee Edge, and the way to its management server. Safe to use from many threads; it
/// shares one connection pool. It holds no secret that it shows: <see cref="ToString"/> and the properties are fit for a log.
/// </summary>
public sealed class ApigeeSession : ISession
{
    // All that the proxy of Apigee X and hybrid stands in for.
    private const string BulkRevocation = "oauth2/revoke";

    private readonly IApigeeCredential _credential;
    private readonly string _root;
    private readonly KnownNames _apps = new();
    private readonly KnownNames _developers = new();
    private readonly KnownNames _roles = new();
    private int _ended;

    internal ApigeeSession(string organization, Uri address, bool isProxy, ApigeeServers servers, IApigeeCredential credential, TimeProvider clock)
    {
        Organization = organization;
        ManagementUri = address;
        IsProxy = isProxy;
        Clock = clock;
        Client = servers.ClientFor(address, credential, credential.Account, Clock);
        _credential = credential;
        _root = address.AbsoluteUri.TrimEnd('/') + (isProxy ? "" : $"/organizations/{Uri.EscapeDataString(organization)}");
    }

    /// <summary>The organization.</summary>
    public string Organization { get; }

    /// <summary>The address of the management API, such as <c>https://apigee.example.com:8443/v1</c>; of the proxy, when <see cref="IsProxy"/>.</summary>
    public Uri ManagementUri { get; }

    /// <summary>The e-mail address of the user who is signed in, as far as it is known.</summary>
    public string Account => _credential.Account;

    /// <summary>How the user was signed in.</summary>
    public ApigeeSignInMethod Method => _credential.Method;

    /// <summary>
    /// When the current access token ends; null when it does not, or when that is not known. A session with single sign-on gets a new
    /// one before that.
    /// </summary>
    public DateTimeOffset? ExpiresOn => _credential.ExpiresOn;

    /// <summary>
    /// True when it is with a proxy that stands in for a management server on Apigee X and hybrid. Such a session can revoke all tokens
    /// of an end user or an app, and nothing else.
    /// </summary>
    public bool IsProxy { get; }

    /// <inheritdoc/>
    public bool IsEnded => Volatile.Read(ref _ended) != 0;

    /// <summary>Names of apps that this session has met, for completion. Some, when there are thousands.</summary>
    public IReadOnlyCollection<string> KnownApps => _apps.All;

    /// <summary>E-mail addresses of developers whom this session has met, for completion. Some, when there are thousands.</summary>
    public IReadOnlyCollection<string> KnownDevelopers => _developers.All;

    /// <summary>Names of roles that this session has met, for completion.</summary>
    public IReadOnlyCollection<string> KnownRoles => _roles.All;

    internal ServiceClient Client { get; }

    internal TimeProvider Clock { get; }

    /// <summary>Ends the session: nothing can be sent with it any more.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _ended, 1) == 0)
        {
            Client.Dispose();
            _credential.Dispose();
        }
    }

    /// <summary>Who is signed in, and where.</summary>
    /// <returns>A text without any secret.</returns>
    public override string ToString() => $"{Account} in {Organization}";

    /// <summary>Sends a request about the organization. The answer may be any: see <see cref="ApigeeErrors.Check"/>.</summary>
    /// <param name="method">The method.</param>
    /// <param name="resource">What in the organization, percent-encoded; empty for the organization itself.</param>
    /// <param name="context">What <see cref="ContextFor"/> gives.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <param name="content">The body; null for none.</param>
    /// <exception cref="AdoPatException">
    /// <see cref="ErrorIds.ApigeeUnreachable"/> or <see cref="ErrorIds.ApigeeOutcomeUnknown"/>: no answer came;
    /// <see cref="ErrorIds.ApigeeNotSupported"/>: a proxy cannot do it; <see cref="ErrorIds.InvalidArgument"/>: no such thing can have that
    /// name; <see cref="ErrorIds.InteractionRequired"/>: the sign-in is over; <see cref="ErrorIds.NotConnected"/>: the session was ended.
    /// </exception>
    internal Task<ServiceAnswer> SendAsync(
        HttpMethod method, string resource, RequestContext context, CancellationToken cancellationToken, HttpContent? content = null)
    {
        string path = resource.Split('?')[0];
        if (IsProxy && path != BulkRevocation)
        {
            throw new AdoPatException(
                ErrorIds.ApigeeNotSupported,
                $"{context.Action} is not possible here: the session is with a proxy, which revokes all tokens of an end user or an app and can do nothing else. Apigee X and hybrid have no such API.");
        }

        // They would lead to another resource; and no encoding saves them, as it is taken off again on the way.
        if (path.Split('/').Any(part => part is "." or ".."))
        {
            throw new AdoPatException(ErrorIds.InvalidArgument, $"{context.Action} is not possible: nothing can have the name '.' or '..'. Nothing was sent.");
        }

        Uri address = new(path.Length == 0 ? _root + resource : $"{_root}/{resource}");
        return Client.SendAsync(new HttpRequestMessage(method, address) { Content = content }, context, cancellationToken);
    }

    /// <summary>What the handlers need to know of a request.</summary>
    /// <param name="action">What is tried, and with what: messages begin with it. Never with a secret.</param>
    /// <param name="observer">Is told of the request; null for nobody.</param>
    /// <param name="secret">The secret in the address, as it is before it is percent-encoded; null for none.</param>
    /// <param name="isRepeatable">True for a POST that does no harm when it is done twice.</param>
    internal RequestContext ContextFor(string action, IRequestObserver? observer, string? secret = null, bool isRepeatable = false) => new()
    {
        Action = action,
        Service = ServiceIdentity.ApigeeEdge,
        Organization = Organization,
        Observer = observer,
        AddressSecret = secret,
        IsRepeatable = isRepeatable,
    };

    internal void NoteApp(string name) => _apps.Add(name);

    internal void NoteDeveloper(string email) => _developers.Add(email);

    internal void NoteRole(string name) => _roles.Add(name);
}
