using AdoPat.Emulator.Hosting;
using AdoPat.Emulator.State;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AdoPat.Emulator.AzureDevOps;

/// <summary><c>https://dev.azure.com/{organization}</c>: its answer tells which tenant to sign in at.</summary>
internal sealed class OrganizationEndpoints(EmulatorState state) : IEndpoints
{
    public void Map(IEndpointRouteBuilder routes)
    {
        foreach (string host in new[] { EmulatedHosts.DevAzure, EmulatedHosts.Sps })
        {
            routes.MapMethods($"/{host}/{{organization}}", [HttpMethods.Get, HttpMethods.Head], Answer);
        }
    }

    private IResult Answer(string organization)
    {
        lock (state.Gate)
        {
            return state.OrganizationOf(organization) is { } found
                ? new Unauthenticated(state.Behaviour.UnauthenticatedAnswer, found, state.TenantOf(found.Tenant))
                : new UnknownOrganization(organization);
        }
    }
}
