using System.Linq;
using System.Threading.Tasks;
using AdoPat.Emulator.Audit;
using AdoPat.Emulator.Hosting;
using AdoPat.Emulator.State;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AdoPat.Emulator.Control;

/// <summary><c>/_emulator/leaks</c>: a token is found in a public repository, which the service revokes unless the tenant forbids it.</summary>
internal sealed class LeakEndpoints(EmulatorState state, AuditTrail trail) : IEndpoints
{
    public void Map(IEndpointRouteBuilder routes) => routes.MapPost(ControlRoutes.Prefix + "/leaks", LeakAsync);

    private async Task<IResult> LeakAsync(HttpRequest request)
    {
        (LeakRequest? leak, IResult? error) = await ControlJson.ReadAsync<LeakRequest>(request);
        if (error is not null)
        {
            return error;
        }

        lock (state.Gate)
        {
            if (state.Tokens.ById(leak!.AuthorizationId) is not { IsPublic: false } token)
            {
                return ControlJson.Error($"There is no personal access token {leak.AuthorizationId}.");
            }

            Find(token, state.UserOf(token.Owner)!);
            return Results.NoContent();
        }
    }

    private void Find(PersonalAccessToken token, User owner)
    {
        bool revoke = !token.Revoked && state.TenantOf(owner.Tenant)!.Policies.RevokeLeaked.Binds(owner);
        foreach (Organization organization in state.Organizations.Where(item => token.IsFor(item) && item.HasMember(owner)))
        {
            trail.WriteOfService(organization, AuditAction.PatPublicDiscovery, token);
            if (revoke)
            {
                trail.WriteOfService(organization, AuditAction.PatSystemRevoke, token);
            }
        }

        token.Revoked |= revoke;
        state.Emails.Add(new Email
        {
            Sent = state.Clock.UtcNow,
            To = owner.Mail,
            Subject = $"Azure DevOps: the personal access token '{token.DisplayName}' was found in a public repository",
        });
    }
}
