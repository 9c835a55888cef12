using System;
using System.Globalization;
using System.Linq;
using System.Text.Json.Nodes;
using AdoPat.Emulator.State;
using Microsoft.AspNetCore.Http;

namespace AdoPat.Emulator.Apigee;

/// <summary>Issues tokens as an OAuthV2 policy says.</summary>
internal sealed class ApigeeTokenIssuer(EmulatorState state, JsonOfAccessToken json)
{
    private const string Basic = "Basic ";

    /// <summary>Answers a request for a token.</summary>
    /// <param name="organization">The organization.</param>
    /// <param name="policy">The policy.</param>
    /// <param name="variables">The request.</param>
    /// <returns>The token, or a fault.</returns>
    public IResult Answer(ApigeeOrganization organization, OAuthPolicy policy, FlowVariables variables)
    {
        (string client, string secret) = Credentials(variables);
        (ApigeeApp? app, ApigeeCredential? credential) = organization.Apps
            .SelectMany(pair => pair.App.Credentials, (pair, candidate) => (pair.App, candidate))
            .FirstOrDefault(pair => pair.candidate.ConsumerKey == client && pair.candidate.ConsumerSecret == secret);
        if (app is not { Status: "approved" } || credential is not { Status: "approved" })
        {
            return EdgeFault.InvalidClient;
        }

        string grant = variables[policy.GrantType] is { Length: > 0 } named ? named : variables.Parameter("grant_type");
        if (!policy.GrantTypes.Contains(grant) || grant is not ("client_credentials" or "password" or "refresh_token"))
        {
            return EdgeFault.GrantUnsupported(grant);
        }

        return grant == "refresh_token" ? Refresh(organization, policy, variables, client) : Issue(organization, policy, Fresh(organization, policy, variables, app, credential, grant));
    }

    private static ApigeeToken Fresh(ApigeeOrganization organization, OAuthPolicy policy, FlowVariables variables, ApigeeApp app, ApigeeCredential credential, string grant) => new()
    {
        Organization = organization.Name,
        App = app.AppId,
        ClientId = credential.ConsumerKey,
        ApiProducts = [.. credential.ApiProducts],
        Scope = variables.Parameter("scope") is { Length: > 0 } scope ? scope : string.Join(' ', credential.Scopes),
        EndUser = variables[policy.AppEndUser] is { Length: > 0 } endUser ? endUser : null,
        GrantType = grant,
        HiddenFromEndUser = !organization.Has(ApigeeOrganization.SearchFeature),
        RefreshToken = grant == "password" ? ApigeeTokenValue.Create(32) : null,
    };

    // The old token goes, and its successor counts.
    private IResult Refresh(ApigeeOrganization organization, OAuthPolicy policy, FlowVariables variables, string client)
    {
        if (state.ApigeeTokens.ByRefreshToken(variables.Parameter("refresh_token")) is not { } old
            || old.ClientId != client
            || !Names.Same(old.Organization, organization.Name)
            || old.RefreshStatusAt(state.Clock.UtcNow) != "approved")
        {
            return EdgeFault.InvalidRefreshToken;
        }

        state.ApigeeTokens.Remove(old);
        ApigeeToken next = old.Another();
        next.RefreshToken = ApigeeTokenValue.Create(32);
        next.RefreshCount++;
        (next.RevokedAt, next.SeenByGateway) = (null, null);
        return Issue(organization, policy, next);
    }

    private EdgeAnswer Issue(ApigeeOrganization organization, OAuthPolicy policy, ApigeeToken token)
    {
        DateTime now = state.Clock.UtcNow;
        token.Token = ApigeeTokenValue.Create();
        token.TokenType = policy.IsRfcCompliant ? "Bearer" : "BearerToken";
        (token.IssuedAt, token.LastModifiedAt) = (now, now);
        token.NeverExpires = policy.Lifetime is null;

        // An hour is told as 3599 seconds.
        token.ExpiresAt = policy.Lifetime is { } life ? now + life - TimeSpan.FromSeconds(1) : null;
        token.RefreshTokenExpiresAt = token.RefreshToken is not null && policy.RefreshLifetime is { } refresh ? now + refresh - TimeSpan.FromSeconds(1) : null;
        state.ApigeeTokens.Put(token);
        JsonObject issued = json.Issued(token, organization);
        if (policy.IsRfcCompliant)
        {
            issued["expires_in"] = long.Parse(issued["expires_in"]!.ToString(), CultureInfo.InvariantCulture);
        }

        return new EdgeAnswer(issued, "AccessToken");
    }

    private static (string Client, string Secret) Credentials(FlowVariables variables)
    {
        string authorization = variables.Request.Headers.Authorization.ToString();
        return authorization.StartsWith(Basic, StringComparison.OrdinalIgnoreCase) && EdgeCallers.ReadPair(authorization[Basic.Length..]) is { } pair
            ? pair
            : (variables.Parameter("client_id"), variables.Parameter("client_secret"));
    }
}
