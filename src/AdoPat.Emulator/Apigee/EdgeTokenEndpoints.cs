using System;
using System.Text.Json.Nodes;
using AdoPat.Emulator.Hosting;
using AdoPat.Emulator.Projects;
using AdoPat.Emulator.State;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AdoPat.Emulator.Apigee;

/// <summary><c>oauth2/accesstokens/{token}</c> and <c>oauth2/refreshtokens/{token}</c>: one token.</summary>
internal sealed class EdgeTokenEndpoints(EmulatorState state, EdgeGate gate, TokenFinder finder, TokenRevocation revocation, JsonOfAccessToken json) : IEndpoints
{
    private const string Path = "/oauth2/accesstokens/{token}";

    private ApigeeBehaviour Behaviour => state.Behaviour.Apigee;

    public void Map(IEndpointRouteBuilder routes)
    {
        gate.Map(routes, "GET", Path, Show);
        gate.Map(routes, "POST", Path, Change);
        gate.Map(routes, "DELETE", Path, Delete);
        gate.Map(routes, "POST", "/oauth2/refreshtokens/{token}", ChangeRefreshToken);
    }

    private IResult Show(EdgeCall call) => finder.One(call.Organization, call["token"]) is not { } token ? EdgeErrors.TokenMissing(Behaviour)
        : token.RawDetails is { } raw ? Results.Text(raw, "application/json")
        : Details(token, call);

    private IResult Delete(EdgeCall call)
    {
        if (finder.One(call.Organization, call["token"]) is not { } token)
        {
            return EdgeErrors.TokenMissing(Behaviour);
        }

        EdgeAnswer details = Details(token, call);
        state.ApigeeTokens.Remove(token);
        return details;
    }

    // The action and a body exclude each other.
    private IResult Change(EdgeCall call)
    {
        bool hasBody = !string.IsNullOrWhiteSpace(call.Body);
        return finder.One(call.Organization, call["token"]) is not { } token ? EdgeErrors.TokenInvalid : (call.Query("action"), hasBody) switch
        {
            ("revoke", false) => Revoke(call, token),
            ("approve", false) => Approve(call, token),
            (null, true) => Update(call, token),
            _ => EdgeErrors.ActionUnknown,
        };
    }

    private IResult Revoke(EdgeCall call, ApigeeToken token)
    {
        revocation.Revoke(token, call.Asks("cascade"));
        return Results.StatusCode(Behaviour.TokenActionStatus);
    }

    private IResult Approve(EdgeCall call, ApigeeToken token)
    {
        if (token.ExpiresAt <= state.Clock.UtcNow)
        {
            return EdgeErrors.ApproveFailed;
        }

        if (call.Organization.AppOf(token.App)?.Status != "approved")
        {
            return EdgeErrors.ApplicationNotApproved;
        }

        revocation.Approve(token, call.Asks("cascade"));
        return Results.StatusCode(Behaviour.TokenActionStatus);
    }

    private IResult Update(EdgeCall call, ApigeeToken token)
    {
        if (EdgeBody.Read(call, body => body, _ => null, out JsonObject wanted) is { } wrong)
        {
            return wrong;
        }

        JsonNode?[] attributes = [.. wanted["attributes"] as JsonArray ?? []];
        if (Array.Exists(attributes, item => (item as JsonObject)?["name"].Text() is null || item["value"].Text() is null))
        {
            return EdgeErrors.Malformed("An attribute needs a name and a value");
        }

        foreach (JsonNode? item in attributes)
        {
            string name = item!["name"].Text()!;
            token.Attributes.RemoveAll(attribute => attribute.Name == name);
            token.Attributes.Add(new ApigeeProperty { Name = name, Value = item["value"].Text()! });
        }

        token.Scope = wanted["scope"].Text() ?? token.Scope;
        token.LastModifiedAt = state.Clock.UtcNow;
        return Details(token, call);
    }

    private IResult ChangeRefreshToken(EdgeCall call)
    {
        if (state.ApigeeTokens.ByRefreshToken(call["token"]) is not { } token || finder.One(call.Organization, token.Token) is null)
        {
            return EdgeErrors.RefreshTokenInvalid;
        }

        if (call.Query("action") is not ("approve" or "revoke"))
        {
            return EdgeErrors.ActionUnknown;
        }

        token.RefreshTokenRevokedAt = call.Query("action") == "revoke" ? state.Clock.UtcNow : null;
        return Results.StatusCode(Behaviour.TokenActionStatus);
    }

    private EdgeAnswer Details(ApigeeToken token, EdgeCall call) => new(json.Details(token, call.Organization), "AccessToken");
}
