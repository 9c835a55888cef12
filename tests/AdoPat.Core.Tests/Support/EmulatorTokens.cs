using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Net.Http;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using AdoPat.Models;
using AdoPat.Sessions;

namespace AdoPat.Core.Tests.Support;

/// <summary>Access tokens of a user of the emulator, got with a refresh token. It keeps the contract of its interface.</summary>
internal sealed class EmulatorTokens : IAccessTokenProvider, IDisposable
{
    private readonly Emulator _emulator;
    private readonly string _refreshToken;
    private readonly SemaphoreSlim _gate = new(1);
    private readonly Dictionary<string, AccessToken> _held = [];
    private readonly TaskCompletionSource _firstRefusal = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private EmulatorTokens(Emulator emulator, string user, string refreshToken)
    {
        _emulator = emulator;
        _refreshToken = refreshToken;
        Account = user;
    }

    public string Account { get; }

    public string TenantId { get; private set; } = "";

    public SignInMethod Method => SignInMethod.DeviceCode;

    public DateTimeOffset ExpiresOn { get; private set; }

    /// <summary>What the code under test asked for.</summary>
    public ConcurrentQueue<AccessTokenRequest> Requests { get; } = new();

    /// <summary>What a request for a token waits for first; null for nothing.</summary>
    public Task? Obstacle { get; set; }

    /// <summary>The same, for a request that comes because a token was refused.</summary>
    public Task? ObstacleToRefresh { get; set; }

    /// <summary>Ends when the code under test says that a token was refused.</summary>
    public Task FirstRefusal => _firstRefusal.Task;

    public bool IsForgotten { get; private set; }

    public static async Task<EmulatorTokens> SignInAsync(Emulator emulator, string user)
    {
        string refreshToken = Guid.NewGuid().ToString();
        await emulator.SeedAsync(new { refreshTokens = new[] { new { token = refreshToken, user, clientId = SignInRequest.DefaultClientId } } });
        EmulatorTokens tokens = new(emulator, user, refreshToken);
        AccessToken first = await tokens.RefreshAsync("organizations", claims: null);
        tokens.TenantId = AccessTokenClaims.TryRead(first.Value)!.TenantId!;
        tokens._held.Add(tokens.TenantId, first);
        return tokens;
    }

    public async Task<AccessToken> GetTokenAsync(AccessTokenRequest request, CancellationToken cancellationToken)
    {
        Requests.Enqueue(request);
        await (Obstacle ?? Task.CompletedTask).WaitAsync(cancellationToken);
        if (request.Refused is not null)
        {
            _firstRefusal.TrySetResult();
            await (ObstacleToRefresh ?? Task.CompletedTask).WaitAsync(cancellationToken);
        }

        string tenant = request.TenantId ?? TenantId;
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (!_held.TryGetValue(tenant, out AccessToken? token) || ReferenceEquals(token, request.Refused))
            {
                _held[tenant] = token = await RefreshAsync(tenant, request.Claims);
            }

            return token;
        }
        finally
        {
            _gate.Release();
        }
    }

    public Task ForgetAsync(CancellationToken cancellationToken)
    {
        IsForgotten = true;
        return Task.CompletedTask;
    }

    public void Dispose() => _gate.Dispose();

    private async Task<AccessToken> RefreshAsync(string tenant, string? claims)
    {
        using FormUrlEncodedContent form = new(new Dictionary<string, string>
        {
            ["grant_type"] = "refresh_token",
            ["client_id"] = SignInRequest.DefaultClientId,
            ["refresh_token"] = _refreshToken,
            ["scope"] = ServiceHosts.AzureDevOpsResource + "/.default",
            ["claims"] = claims ?? "",
        });
        using HttpResponseMessage answer = await _emulator.Client.PostAsync($"/login.microsoftonline.com/{tenant}/oauth2/v2.0/token", form);
        using JsonDocument json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        if (!answer.IsSuccessStatusCode)
        {
            throw new AdoPatException(ErrorIds.InteractionRequired, json.RootElement.GetProperty("error_description").GetString()!);
        }

        ExpiresOn = DateTimeOffset.UtcNow.AddSeconds(json.RootElement.GetProperty("expires_in").GetInt32());
        return new AccessToken(json.RootElement.GetProperty("access_token").GetString()!, ExpiresOn);
    }
}
