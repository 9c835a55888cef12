using System;
using System.Linq;
using System.Threading.Tasks;
using AdoPat.Emulator.Control;
using AdoPat.Emulator.Hosting;
using AdoPat.Emulator.State;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AdoPat.Emulator.Apigee;

/// <summary>
/// The gateway, <c>{organization}-{environment}.apigee.net</c>: token endpoints, the revocation proxy of Apigee X and hybrid, and at
/// every other address an API that a good token opens.
/// </summary>
internal sealed class GatewayEndpoints(EmulatorState state, ApigeeTokenIssuer issuer, RevocationProxy proxy, TokenFinder finder) : IEndpoints
{
    private const string Bearer = "Bearer ";

    public void Map(IEndpointRouteBuilder routes) => routes.Map("/" + EmulatedHosts.ApigeeGateway + "/{label}/{**path}", AnswerAsync);

    private async Task<IResult> AnswerAsync(HttpContext context, string label, string? path)
    {
        HttpRequest request = context.Request;
        IFormCollection form = request.HasFormContentType ? await request.ReadFormAsync() : FormCollection.Empty;
        lock (state.Gate)
        {
            (ApigeeOrganization? organization, string environment) = Find(label);
            if (organization is null)
            {
                return EdgeFault.NoProxy(label);
            }

            ApigeeTokenEndpoint? endpoint = organization.TokenEndpoints.Find(candidate => candidate.Environment == environment && candidate.Path.Trim('/') == path?.TrimEnd('/'));
            if (endpoint is not null && HttpMethods.IsPost(request.Method))
            {
                FlowVariables variables = new(request, form, endpoint.Variables);
                context.Record().GrantType = variables.Parameter("grant_type");
                context.Record().ClientId = variables.Parameter("client_id");
                return issuer.Answer(organization, OAuthPolicy.Parse(endpoint.Policy), variables);
            }

            (ApigeeToken? token, EdgeFault? fault) = Verify(organization, request);
            return HttpMethods.IsPost(request.Method) && path == RevocationProxy.Path
                ? proxy.Answer(organization, token, request.Query)
                : fault is not null ? fault : Results.Json(new { organization = organization.Name, environment, appId = token!.App, endUser = token.EndUser });
        }
    }

    private (ApigeeOrganization? Organization, string Environment) Find(string label) => state.ApigeeOrganizations
        .SelectMany(organization => organization.Environments, (organization, environment) => ((ApigeeOrganization?)organization, environment))
        .FirstOrDefault(pair => Names.Same($"{pair.Item1!.Name}-{pair.environment}", label));

    // What the gateway has seen it believes for a while, whatever has become of it.
    private (ApigeeToken? Token, EdgeFault? Fault) Verify(ApigeeOrganization organization, HttpRequest request)
    {
        string authorization = request.Headers.Authorization.ToString();
        string value = authorization.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) ? authorization[Bearer.Length..].Trim() : "";
        if (finder.One(organization, value) is not { } token)
        {
            return (null, EdgeFault.InvalidToken);
        }

        DateTime now = state.Clock.UtcNow;
        string status = token.StatusAt(now);
        if (status == "approved")
        {
            token.SeenByGateway = now;
            return (token, null);
        }

        bool isCached = status == "revoked" && token.SeenByGateway?.AddSeconds(state.Behaviour.Apigee.GatewayCacheSeconds) > now && (token.NeverExpires || token.ExpiresAt > now);
        return isCached ? (token, null) : (null, status == "expired" ? EdgeFault.ExpiredToken : EdgeFault.InvalidToken);
    }
}
