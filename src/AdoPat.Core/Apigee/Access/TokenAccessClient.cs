using System;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Threading;
using System.Threading.Tasks;
using AdoPat.Http;
using AdoPat.Models;

namespace AdoPat.Apigee.Access;

/// <summary>Whether tokens can be found and revoked by end user and by app: two properties of the organization (Organizations API).</summary>
public sealed class TokenAccessClient
{
    private const string SearchFeature = "features.isOAuth2TokenSearchEnabled";
    private const string RevocationFeature = "features.isOAuthRevokeEnabled";

    private const string On = "true";
    private const string Off = "false";

    private static readonly string[] Features = [SearchFeature, RevocationFeature];

    private readonly ApigeeSession _session;
    private readonly IRequestObserver? _observer;

    /// <summary>Makes a client; it is light, the connections are the session's.</summary>
    /// <param name="session">Who asks.</param>
    /// <param name="observer">Is told of every request; null for nobody.</param>
    public TokenAccessClient(ApigeeSession session, IRequestObserver? observer = null)
    {
        _session = session;
        _observer = observer;
    }

    /// <summary>Gets what is switched on.</summary>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>Both features.</returns>
    /// <exception cref="AdoPatException">Any of the <c>Apigee…</c> ids of <see cref="ErrorIds"/>.</exception>
    public async Task<ApigeeTokenAccess> GetAsync(CancellationToken cancellationToken = default) =>
        ToModel(await ReadAsync(cancellationToken).ConfigureAwait(false));

    /// <summary>Finds out what has to be changed; it changes nothing.</summary>
    /// <param name="isEnabled">Whether both features shall be on, or off.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>What <see cref="ApplyAsync"/> takes.</returns>
    /// <exception cref="AdoPatException">Any of the <c>Apigee…</c> ids of <see cref="ErrorIds"/>.</exception>
    public async Task<TokenAccessChange> PlanAsync(bool isEnabled, CancellationToken cancellationToken = default)
    {
        OrganizationDocument organization = await ReadAsync(cancellationToken).ConfigureAwait(false);
        return new TokenAccessChange(isEnabled, organization, [.. Features
            .Where(feature => IsOn(organization, feature) != isEnabled)
            .Select(feature => new PropertyChange(feature, organization.ValueOf(feature), isEnabled ? On : Off))]);
    }

    /// <summary>
    /// Makes a change, all other properties sent along as they are by then, and looks afterwards whether it was made. What is so
    /// already is not sent.
    /// </summary>
    /// <param name="change">What <see cref="PlanAsync"/> gave.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>Both features, as they are now.</returns>
    /// <exception cref="AdoPatException">
    /// <see cref="ErrorIds.ApigeePropertyIgnored"/>: the server took the request and left a feature as it was;
    /// <see cref="ErrorIds.ApigeeUnexpectedResponse"/>: another property was lost; or any other of the <c>Apigee…</c> ids.
    /// </exception>
    public async Task<ApigeeTokenAccess> ApplyAsync(TokenAccessChange change, CancellationToken cancellationToken = default)
    {
        // Somebody may have thought about the question for long: what others changed meanwhile must not be undone.
        TokenAccessChange current = change.IsEmpty ? change : await PlanAsync(change.IsEnabled, cancellationToken).ConfigureAwait(false);
        if (current.IsEmpty)
        {
            return ToModel(current.Organization);
        }

        await WriteAsync(current, cancellationToken).ConfigureAwait(false);
        OrganizationDocument after = await ReadAsync(cancellationToken).ConfigureAwait(false);
        RequireNothingLost(current, after);
        RequireChanged(current, after);
        return ToModel(after);
    }

    private async Task<OrganizationDocument> ReadAsync(CancellationToken cancellationToken)
    {
        RequestContext context = _session.ContextFor($"Reading the properties of {_session.Organization}", _observer);
        ServiceAnswer answer = await _session.SendAsync(HttpMethod.Get, "", context, cancellationToken).ConfigureAwait(false);
        ApigeeErrors.Check(answer);
        return OrganizationDocument.TryRead(answer.Body) ?? throw ApigeeErrors.Unexpected(answer, "the answer is no organization whose properties could be kept");
    }

    // Some servers take POST, some PUT: their descriptions contradict each other.
    private async Task WriteAsync(TokenAccessChange change, CancellationToken cancellationToken)
    {
        ServiceAnswer answer = await WriteAsync(HttpMethod.Post, change, cancellationToken).ConfigureAwait(false);
        if (answer.Status == HttpStatusCode.MethodNotAllowed)
        {
            answer = await WriteAsync(HttpMethod.Put, change, cancellationToken).ConfigureAwait(false);
        }

        ApigeeErrors.Check(answer);
    }

    private Task<ServiceAnswer> WriteAsync(HttpMethod method, TokenAccessChange change, CancellationToken cancellationToken)
    {
        // To write the same twice does no harm.
        RequestContext context = _session.ContextFor($"Changing the properties of {_session.Organization}", _observer, isRepeatable: true);
        ByteArrayContent content = new(change.Organization.With(change.Changes));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return _session.SendAsync(method, "", context, cancellationToken, content);
    }

    private void RequireNothingLost(TokenAccessChange change, OrganizationDocument after)
    {
        string[] lost = [.. after.LostSince(change.Organization, change.Changes)];
        if (lost.Length > 0)
        {
            throw new AdoPatException(
                ErrorIds.ApigeeUnexpectedResponse,
                $"The properties of {_session.Organization} were sent along as they were, and these are different now: {string.Join(", ", lost)}. "
                + "Somebody else may have changed them at the same time; look at the organization before anything else is changed.");
        }
    }

    private void RequireChanged(TokenAccessChange change, OrganizationDocument after)
    {
        string[] ignored = [.. change.Changes.Where(item => IsOn(after, item.Name) != (item.After == On)).Select(item => item.Name)];
        if (ignored.Length > 0)
        {
            throw new AdoPatException(
                ErrorIds.ApigeePropertyIgnored,
                $"The server took the change of {_session.Organization}, and left {string.Join(" and ", ignored)} as before: "
                + "on this server only a system administrator (role sysadmin) sets that. Sign in as one with Connect-Apigee, or ask one to do it.");
        }
    }

    private ApigeeTokenAccess ToModel(OrganizationDocument organization) => new()
    {
        Organization = _session.Organization,
        IsSearchEnabled = IsOn(organization, SearchFeature),
        IsRevocationEnabled = IsOn(organization, RevocationFeature),
    };

    private static bool IsOn(OrganizationDocument organization, string feature) =>
        string.Equals(organization.ValueOf(feature), On, StringComparison.OrdinalIgnoreCase);
}
