using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using AdoPat.Emulator.AzureDevOps;
using AdoPat.Emulator.Hosting;
using AdoPat.Emulator.State;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AdoPat.Emulator.Administration;

/// <summary><c>{organization}/_apis/graph</c>: the users of an organization, in pages; one by id; a search.</summary>
internal sealed class GraphEndpoints(EmulatorState state, ApiGate gate) : IEndpoints
{
    private const string Path = "/" + EmulatedHosts.Sps + "/{organization}/_apis/graph";
    private const string ContinuationHeader = "X-MS-ContinuationToken";

    private static readonly ApiRule Rule = new() { Rights = ["vso.graph"], TokenScopes = ["vso.graph"], PreviewRevision = 1 };

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(Path + "/users", gate.Protect(Rule, Users));
        routes.MapGet(Path + "/descriptors/{storageKey}", gate.Protect(Rule, Descriptor));
        routes.MapPost(Path + "/subjectquery", gate.Protect(Rule, SearchAsync));
    }

    // Users come in the order of their ids: who joins or leaves meanwhile moves nobody from one page to another.
    private IResult Users(ApiCall call)
    {
        IQueryCollection query = call.Context.Request.Query;
        if (!TryReadContinuation(query["continuationToken"].ToString(), out Guid last))
        {
            return ServiceErrors.BadArgument("The continuation token is not valid.");
        }

        string[] kinds = query["subjectTypes"].ToString().Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        User[] page = [.. state.Users.MembersOf(call.Organization!)
            .Where(user => IsOneOf(kinds, user.Origin.ToString()) && user.Id.CompareTo(last) > 0)
            .OrderBy(user => user.Id)
            .Take(state.Behaviour.UsersPerPage + 1)];
        List<object> users = [.. page.Take(state.Behaviour.UsersPerPage).Select(user => Describe(user, call.Organization!))];
        if (page.Length > users.Count)
        {
            call.Context.Response.Headers[ContinuationHeader] = WriteContinuation(page[^2].Id);
        }
        else if (IsOneOf(kinds, "svc"))
        {
            users.Add(JsonOfGraphUser.BuildServiceOf(call.Organization!));
        }

        return ListAnswer.Of(users);
    }

    private IResult Descriptor(ApiCall call)
    {
        string key = (string)call.Context.GetRouteValue("storageKey")!;
        return Guid.TryParse(key, out Guid id) && state.Users.ById(id) is { } user && call.Organization!.HasMember(user)
            ? Results.Json(new { value = user.SubjectDescriptor }, Json.Wire)
            : ServiceErrors.UserNotFound(key);
    }

    private async Task<IResult> SearchAsync(ApiCall call)
    {
        (SubjectQuery? wanted, ServiceError? error) = await RequestBody.ReadAsync<SubjectQuery>(call.Context.Request);
        if (error is not null)
        {
            return error;
        }

        if (string.IsNullOrWhiteSpace(wanted!.Query))
        {
            return ServiceErrors.MissingArgument("query");
        }

        lock (state.Gate)
        {
            return ListAnswer.Of([.. state.Users.MembersOf(call.Organization!)
                .Where(wanted.Finds)
                .Select(user => Describe(user, call.Organization!))]);
        }
    }

    private JsonOfGraphUser Describe(User user, Organization organization) => JsonOfGraphUser.Of(user, organization, state.TenantOf(user.Tenant)!);

    // All kinds when none is named.
    private static bool IsOneOf(string[] kinds, string kind) => kinds.Length == 0 || kinds.Contains(kind, Names.Comparer);

    private static string WriteContinuation(Guid last) => Convert.ToBase64String(Encoding.ASCII.GetBytes(last.ToString()));

    private static bool TryReadContinuation(string text, out Guid last)
    {
        last = Guid.Empty;
        Span<byte> bytes = new byte[text.Length];
        return text.Length == 0
            || (Convert.TryFromBase64String(text, bytes, out int length) && Guid.TryParse(Encoding.ASCII.GetString(bytes[..length]), out last));
    }
}
