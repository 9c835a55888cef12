using System.Linq;
using System.Text.RegularExpressions;
using AdoPat.Emulator.AzureDevOps;
using AdoPat.Emulator.Hosting;
using AdoPat.Emulator.State;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AdoPat.Emulator.Administration;

/// <summary>The list of a user's tokens in an organization, for administrators, in pages.</summary>
internal sealed partial class SessionTokenList(EmulatorState state, TokenOrders orders)
{
    /// <summary>Answers a request for a page.</summary>
    /// <param name="call">The request.</param>
    /// <returns>A page, or why there is none.</returns>
    public IResult Answer(ApiCall call)
    {
        string descriptor = (string)call.Context.GetRouteValue("subjectDescriptor")!;
        if (!Descriptor().IsMatch(descriptor) || SessionTokenQuery.Read(call.Context.Request.Query) is not { } query)
        {
            return ServiceErrors.BadArgument("The subject descriptor, the page size, the continuation token or isPublic is not valid.");
        }

        Organization organization = call.Organization!;
        return state.Users.ByDescriptor(descriptor) is { } user && organization.HasMember(user)
            ? Page(call, query, orders.Of(user, organization, ListKey.ById, query.IsPublic))
            : ServiceErrors.UserNotFound(descriptor);
    }

    private IResult Page(ApiCall call, SessionTokenQuery query, TokenOrder order)
    {
        PersonalAccessToken[] page = [.. order.Behind(query.Position, ascending: true)
            .Select(item => item.Token)
            .Where(token => !token.Revoked || state.Behaviour.RevokedTokensAreListed)
            .Take(query.PageSize + 1)];
        bool hasMore = page.Length > query.PageSize;
        return Results.Json(
            new
            {
                continuationToken = hasMore ? page[^2].AuthorizationId.ToString() : null,
                value = page.Take(query.PageSize).Select(token => JsonOfSessionToken.Of(token, state, call.Version)).ToArray(),
            },
            Json.Wire);
    }

    [GeneratedRegex(@"^(aad|msa|aadsp|svc|vssgp|aadgp|imp|unauth|bnd)\.[A-Za-z0-9_-]+$")]
    private static partial Regex Descriptor();
}
