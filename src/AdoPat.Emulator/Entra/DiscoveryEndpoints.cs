using System.Text.Json.Nodes;
using AdoPat.Emulator.Hosting;
using AdoPat.Emulator.State;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AdoPat.Emulator.Entra;

/// <summary>OpenID Connect metadata, signing keys, and the discovery of Entra ID's own host names.</summary>
internal sealed class DiscoveryEndpoints(EmulatorState state, SigningKey key, SignInRules rules) : IEndpoints
{
    public void Map(IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder entra = routes.MapGroup("/" + EmulatedHosts.EntraLogin);
        entra.MapGet("/{tenant}/v2.0/.well-known/openid-configuration", Configuration);
        entra.MapGet("/{tenant}/discovery/v2.0/keys", () => Results.Json(new JsonObject { ["keys"] = new JsonArray(key.ToJsonWebKey()) }));
        entra.MapGet("/common/discovery/instance", Instance);
    }

    private static IResult Instance(HttpRequest request)
    {
        string authority = $"https://{request.Host}";
        JsonObject metadata = new()
        {
            ["preferred_network"] = request.Host.Value,
            ["preferred_cache"] = request.Host.Value,
            ["aliases"] = new JsonArray(request.Host.Value, EmulatedHosts.EntraLogin, "login.windows.net", "login.microsoft.com", "sts.windows.net"),
        };
        return Results.Json(new JsonObject
        {
            ["tenant_discovery_endpoint"] = $"{authority}/common/v2.0/.well-known/openid-configuration",
            ["api-version"] = "1.1",
            ["metadata"] = new JsonArray(metadata),
        });
    }

    private IResult Configuration(string tenant, HttpRequest request)
    {
        string authority = $"https://{request.Host}";
        lock (state.Gate)
        {
            if (rules.Check(tenant) is { } error)
            {
                return error;
            }

            string issuing = state.TenantOf(tenant)?.Id.ToString() ?? "{tenantid}";
            return Results.Json(new JsonObject
            {
                ["issuer"] = $"{authority}/{issuing}/v2.0",
                ["authorization_endpoint"] = $"{authority}/{tenant}/oauth2/v2.0/authorize",
                ["token_endpoint"] = $"{authority}/{tenant}/oauth2/v2.0/token",
                ["device_authorization_endpoint"] = $"{authority}/{tenant}/oauth2/v2.0/devicecode",
                ["jwks_uri"] = $"{authority}/{tenant}/discovery/v2.0/keys",
                ["token_endpoint_auth_methods_supported"] = new JsonArray("client_secret_post", "client_secret_basic"),
                ["response_modes_supported"] = new JsonArray("query", "fragment", "form_post"),
                ["response_types_supported"] = new JsonArray("code"),
                ["subject_types_supported"] = new JsonArray("pairwise"),
                ["id_token_signing_alg_values_supported"] = new JsonArray("RS256"),
                ["scopes_supported"] = new JsonArray("openid", "profile", "email", "offline_access"),
                ["claims_supported"] = new JsonArray("sub", "iss", "aud", "exp", "iat", "nonce", "preferred_username", "name", "tid", "ver"),
            });
        }
    }
}
