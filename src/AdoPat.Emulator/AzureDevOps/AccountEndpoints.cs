using System;
using System.Collections.Generic;
using System.Linq;
using AdoPat.Emulator.Hosting;
using AdoPat.Emulator.State;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AdoPat.Emulator.AzureDevOps;

/// <summary>Who am I, where can I go: connection data, profile, accounts, identities.</summary>
internal sealed class AccountEndpoints(EmulatorState state, ApiGate gate) : IEndpoints
{
    private static readonly ApiRule Connection = new()
    {
        TokenScopes = [],
        AllowsAnonymous = true,
        AllowsServicePrincipals = true,
        PreviewRevision = 1,
    };

    private static readonly ApiRule Profiles = new() { Rights = ["vso.profile"], TokenScopes = ["vso.profile"], PreviewRevision = 3 };
    private static readonly ApiRule Accounts = Profiles with { PreviewRevision = 1 };
    // Some of the real lists have this in the place of an identity that is not there.
    private static readonly object[] NoIdentity = [null!];

    private static readonly ApiRule Identities = new() { Rights = ["vso.identity"], TokenScopes = ["vso.identity", "vso.graph"] };

    public void Map(IEndpointRouteBuilder routes)
    {
        foreach (string host in new[] { EmulatedHosts.DevAzure, EmulatedHosts.Sps })
        {
            routes.MapGet($"/{host}/{{organization}}/_apis/connectionData", gate.Protect(Connection, ConnectionData));
        }

        routes.MapGet($"/{EmulatedHosts.GlobalSps}/_apis/profile/profiles/{{id}}", gate.Protect(Profiles, Profile));
        routes.MapGet($"/{EmulatedHosts.GlobalSps}/_apis/accounts", gate.Protect(Accounts, AccountList));
        routes.MapGet($"/{EmulatedHosts.Sps}/{{organization}}/_apis/identities", gate.Protect(Identities, IdentityList));
    }

    private IResult ConnectionData(ApiCall call)
    {
        Dictionary<string, object?> identity = call.Caller.User is { } user ? Describe(user) : Identity.Anonymous();
        Guid instance = call.Organization!.Id;
        return Results.Json(
            new
            {
                authenticatedUser = identity,
                authorizedUser = identity,
                instanceId = instance,
                deploymentId = StableGuid.From("deployment", "emulator"),
                deploymentType = "hosted",
                locationServiceData = new { serviceOwner = StableGuid.From("service", "emulator"), lastChangeId = 1, lastChangeId64 = 1 },
            },
            Json.Wire);
    }

    private IResult Profile(ApiCall call)
    {
        string id = (string)call.Context.GetRouteValue("id")!;
        User? user = Names.Same(id, "me") ? call.Caller.User : state.Users.FirstOrDefault(item => Names.Same(item.Id.ToString(), id));
        return user is null
            ? new ServiceError(404, "ProfileDoesNotExistException", $"The profile '{id}' does not exist.") { Namespace = "Microsoft.VisualStudio.Services.Profile" }
            : Results.Json(
                new
                {
                    displayName = user.DisplayName,
                    publicAlias = user.Id,
                    emailAddress = user.Upn,
                    coreRevision = 1,
                    timeStamp = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc),
                    id = user.Id,
                    revision = 1,
                },
                Json.Wire);
    }

    private IResult AccountList(ApiCall call)
    {
        IQueryCollection query = call.Context.Request.Query;
        bool owner = query.ContainsKey("ownerId");
        if (!Guid.TryParse(query[owner ? "ownerId" : "memberId"], out Guid id))
        {
            return ServiceErrors.BadArgument("One of the parameters ownerId and memberId is needed.");
        }

        // Nobody sees the organizations of somebody else.
        User? user = call.Caller.User is { } caller && caller.Id == id ? caller : null;
        return ListAnswer.Of([.. state.Organizations
            .Where(item => user is not null && (owner ? item.Administrators.Contains(user.Upn, Names.Comparer) : item.HasMember(user)))
            .Select(item => new
            {
                accountId = item.Id,
                accountUri = $"https://{EmulatedHosts.Sps}:443/{item.Name}/",
                accountName = item.Name,
                properties = new { },
            })]);
    }

    private IResult IdentityList(ApiCall call)
    {
        IQueryCollection query = call.Context.Request.Query;
        string filter = query["filterValue"].ToString();
        IEnumerable<User?> byName = state.Users.MembersOf(call.Organization!).Where(IdentityFilter.Of(query["searchFilter"].ToString(), filter));
        IEnumerable<User?> byId = ListOf(query["identityIds"]).Select(text => Guid.TryParse(text, out Guid id) ? state.Users.ById(id) : null);
        IEnumerable<User?> byDescriptor = ListOf(query["subjectDescriptors"]).Select(state.Users.ByDescriptor);
        object[] found = [.. byName.Union(byId).Union(byDescriptor).OfType<User>().Where(call.Organization!.HasMember).Select(Describe)];
        return found.Length == 0 && filter.Length > 0 && state.Behaviour.UnknownIdentityIsNull ? ListAnswer.Of(NoIdentity) : ListAnswer.Of(found);
    }

    private static string[] ListOf(string? text) => (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries);

    private Dictionary<string, object?> Describe(User user) => Identity.Of(user, state.TenantOf(user.Tenant)!);
}
