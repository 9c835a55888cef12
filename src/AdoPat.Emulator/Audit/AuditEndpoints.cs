using System;
using System.Linq;
using AdoPat.Emulator.AzureDevOps;
using AdoPat.Emulator.Hosting;
using AdoPat.Emulator.State;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AdoPat.Emulator.Audit;

/// <summary><c>auditservice.dev.azure.com/{organization}/_apis/audit/auditlog</c>: what was done in an organization, the newest first.</summary>
internal sealed class AuditEndpoints(EmulatorState state, ApiGate gate, AuditTrail trail) : IEndpoints
{
    private const string Right = "vso.auditlog";

    private static readonly ApiRule Rule = new()
    {
        Rights = [Right],
        TokenScopes = [Right],
        Permission = "View audit log",
        PermissionStatus = StatusCodes.Status403Forbidden,
        PreviewRevision = 1,
    };

    public void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet($"/{EmulatedHosts.Audit}/{{organization}}/_apis/audit/auditlog", gate.Protect(Rule, Log));

    private IResult Log(ApiCall call)
    {
        if (AuditQuery.Read(call.Context.Request.Query) is not { } query)
        {
            return ServiceErrors.BadArgument("The start, the end, the batch size or the continuation token is not valid.");
        }

        AuditEvent[] batch = [.. trail.Of(call.Organization!)
            .Where(query.Includes)
            .OrderByDescending(entry => entry.Timestamp)
            .ThenBy(entry => entry.Id, StringComparer.Ordinal)
            .Take(query.BatchSize + 1)];
        bool hasMore = batch.Length > query.BatchSize;
        return Results.Json(
            new
            {
                decoratedAuditLogEntries = batch
                    .Take(query.BatchSize)
                    .Select(entry => JsonOfAuditEntry.Of(entry, call.Organization!, state.UserOf(entry.Actor)))
                    .ToArray(),
                continuationToken = hasMore ? AuditQuery.Continuation(batch[^2]) : null,
                hasMore,
            },
            Json.Wire);
    }
}
