using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using AdoPat.Http;
using AdoPat.Models;

namespace AdoPat.Sessions;

/// <summary>
/// A signed-in user and the way to the service. Safe to use from many threads; it shares one connection pool. It holds
/// no secret that it shows: <see cref="ToString"/> and the properties are fit for a log.
/// </summary>
public sealed class AdoPatSession : ISession
{
    private readonly IAccessTokenProvider _tokens;
    private readonly ConcurrentDictionary<string, string> _tenants = new(StringComparer.OrdinalIgnoreCase);
    private readonly KnownNames _knownNames = new();
    private readonly KnownNames _knownUsers = new();
    private readonly ConcurrentDictionary<string, byte> _knownOrganizations = new(StringComparer.OrdinalIgnoreCase);

    // So that many requests which begin together ask once.
    private readonly SemaphoreSlim _discovery = new(1);

    private int _ended;

    internal AdoPatSession(ServiceEndpoints endpoints, IAccessTokenProvider tokens, string? organization, TimeProvider? clock = null)
    {
        Endpoints = endpoints;
        Clock = clock ?? TimeProvider.System;
        Organization = organization;
        _tokens = tokens;
        Client = new ServiceClient(endpoints, tokens, Clock);
        if (organization is not null)
        {
            NoteOrganization(organization);
        }
    }

    /// <summary>The organization used when a command names none; null when there is no default.</summary>
    public string? Organization { get; private set; }

    /// <summary>The user name (UPN) that is signed in.</summary>
    public string Account => _tokens.Account;

    /// <summary>The tenant of the sign-in, a GUID.</summary>
    public string TenantId => _tokens.TenantId;

    /// <summary>How the user was signed in.</summary>
    public SignInMethod Method => _tokens.Method;

    /// <summary>
    /// When the current access token ends. A session that signed in gets a new one before that; a session made from an
    /// access token (<see cref="SignInMethod.AccessToken"/>) ends then.
    /// </summary>
    public DateTimeOffset ExpiresOn => _tokens.ExpiresOn;

    /// <summary>Where requests go.</summary>
    public ServiceEndpoints Endpoints { get; }

    /// <inheritdoc/>
    public bool IsEnded => Volatile.Read(ref _ended) != 0;

    /// <summary>Names of tokens that this session has listed or created, for completion. Some, when there are thousands.</summary>
    public IReadOnlyCollection<string> KnownTokenNames => _knownNames.All;

    /// <summary>Names of users whom this session has met, for completion. Some, when there are thousands.</summary>
    public IReadOnlyCollection<string> KnownUsers => _knownUsers.All;

    /// <summary>Names of organizations that this session has met, for completion.</summary>
    public IReadOnlyCollection<string> KnownOrganizations => [.. _knownOrganizations.Keys];

    internal ServiceClient Client { get; }

    internal TimeProvider Clock { get; }

    internal TokenChanges Changes { get; } = new();

    /// <summary>The version of tokens/pats that the service was seen to serve; an older one is remembered for the session.</summary>
    internal string PatApiVersion { get; set; } = "7.2-preview.1";

    /// <summary>Ends the session: nothing can be sent with it any more. The token cache keeps the account.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _ended, 1) == 0)
        {
            Client.Dispose();
        }
    }

    /// <summary>Removes the account from the token cache too, so that the next sign-in asks.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A task that ends when it is gone.</returns>
    public Task ForgetAccountAsync(CancellationToken cancellationToken) => _tokens.ForgetAsync(cancellationToken);

    /// <summary>Who is signed in, and where.</summary>
    /// <returns>A text without any secret.</returns>
    public override string ToString() => Organization is null ? Account : $"{Account} in {Organization}";

    /// <summary>The tenant whose access token an organization takes; found out once.</summary>
    /// <exception cref="AdoPatException"><see cref="ErrorIds.NotConnected"/>: the session was ended.</exception>
    /// <exception cref="NothingSentException">It was given up: what the tenant was needed for was not sent.</exception>
    internal async Task<string> TenantOfAsync(string organization, IRequestObserver? observer, CancellationToken cancellationToken)
    {
        ThrowIfEnded();
        if (!_tenants.TryGetValue(organization, out string? tenant))
        {
            try
            {
                tenant = await FindTenantOnceAsync(organization, observer, cancellationToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                throw new NothingSentException(cancellationToken);
            }
        }

        NoteOrganization(organization);
        return tenant;
    }

    internal void NoteTenant(string? organization, string? tenant)
    {
        if (organization is not null && tenant is not null)
        {
            _tenants[organization] = tenant;
        }
    }

    /// <summary>Makes an organization the default, when the session begins.</summary>
    internal void UseOrganization(string organization) => Organization = organization;

    internal void NoteOrganization(string organization) => _knownOrganizations[organization] = 0;

    internal void NoteTokenName(string name) => _knownNames.Add(name);

    internal void NoteUser(string name) => _knownUsers.Add(name);

    internal void ThrowIfEnded()
    {
        if (IsEnded)
        {
            throw new AdoPatException(ErrorIds.NotConnected, $"The session of {Account} was ended by Disconnect-AdoPat. Run Connect-AdoPat again.");
        }
    }

    private async Task<string> FindTenantOnceAsync(string organization, IRequestObserver? observer, CancellationToken cancellationToken)
    {
        await _discovery.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (!_tenants.TryGetValue(organization, out string? tenant))
            {
                _tenants[organization] = tenant = await FindTenantAsync(organization, observer, cancellationToken).ConfigureAwait(false);
            }

            return tenant;
        }
        finally
        {
            _discovery.Release();
        }
    }

    // An access token from elsewhere is of one tenant, whatever the organization's is.
    private async Task<string> FindTenantAsync(string organization, IRequestObserver? observer, CancellationToken cancellationToken) =>
        Method == SignInMethod.AccessToken
            ? TenantId
            : await TenantDiscovery.FindAsync(Client, Endpoints, organization, observer, cancellationToken).ConfigureAwait(false) ?? TenantId;
}
