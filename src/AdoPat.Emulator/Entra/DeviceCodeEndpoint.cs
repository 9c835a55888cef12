using System.Threading.Tasks;
using AdoPat.Emulator.Control;
using AdoPat.Emulator.Hosting;
using AdoPat.Emulator.State;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AdoPat.Emulator.Entra;

/// <summary><c>/{tenant}/oauth2/v2.0/devicecode</c>: the start of a sign-in on another device.</summary>
internal sealed class DeviceCodeEndpoint(EmulatorState state, PendingSignIns pending, SignInRules rules, DeviceSignIn signIn) : IEndpoints
{
    public void Map(IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder entra = routes.MapGroup("/" + EmulatedHosts.EntraLogin);
        entra.MapPost("/{tenant}/oauth2/v2.0/devicecode", StartAsync);
    }

    private async Task<IResult> StartAsync(string tenant, HttpContext context)
    {
        TokenRequest request = await TokenRequest.ReadAsync(tenant, context.Request);
        context.Record().ClientId = request.ClientId;
        lock (state.Gate)
        {
            EntraError? problem = rules.Check(tenant)
                ?? (request.ClientId.Length == 0 ? EntraErrors.Missing("client_id") : null)
                ?? (request.Scope.Length == 0 ? EntraErrors.Missing("scope") : null);
            return problem ?? Start(request);
        }
    }

    private IResult Start(TokenRequest request)
    {
        (string code, string userCode) = PendingSignIns.NewDeviceCode();
        int life = state.Behaviour.DeviceCodeSeconds;
        DeviceCode device = new()
        {
            Code = code,
            UserCode = userCode,
            ClientId = request.ClientId,
            Tenant = request.Tenant,
            Scope = request.Scope,
            HasClaims = request.HasClaims,
            Expires = state.Clock.UtcNow.AddSeconds(life),
        };
        pending.Add(device);
        if (state.Behaviour.SignIn is { } upn && state.UserOf(upn) is { } user)
        {
            signIn.Approve(device, user);
        }

        string page = request.Authority + "/devicelogin";
        return Results.Json(new
        {
            user_code = userCode,
            device_code = code,
            verification_uri = page,
            expires_in = life,
            interval = state.Behaviour.DeviceCodeIntervalSeconds,
            message = $"To sign in, use a web browser to open the page {page} and enter the code {userCode} to authenticate.",
        });
    }
}
