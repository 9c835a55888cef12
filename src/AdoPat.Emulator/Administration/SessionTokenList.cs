using System.Collections.Generic;
using System.Globalization;
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
            ? Page(call, query, TokensOf(user, organization, query))
            : ServiceErrors.UserNotFound(descriptor);
    }

    private IEnumerable<PersonalAccessToken> TokensOf(User user, Organization organization, SessionTokenQuery query)
    {
        IEnumerable<PersonalAccessToken> Of(bool isPublic) =>
            orders.Of(user, organization, ListKey.ById, isPublic).Behind(query.Position, ascending: true).Select(item => item.Token);

        return state.Behaviour.KindIsIgnored ? Of(false).Concat(Of(true)).OrderBy(token => token.AuthorizationId) : Of(query.IsPublic);
    }

    private IResult Page(ApiCall call, SessionTokenQuery query, IEnumerable<PersonalAccessToken> tokens)
    {
        PersonalAccessToken[] page = [.. tokens
            .Where(token => !token.Revoked || state.Behaviour.RevokedTokensAreListed)
            .Skip(query.Offset)
            .Take(query.PageSize + 1)];
        bool hasMore = page.Length > query.PageSize;
        return Results.Json(
            new
            {
                continuationToken = hasMore ? Next(page[^2], query.Offset + query.PageSize) : null,
                value = page.Take(query.PageSize).Select(token => JsonOfSessionToken.Of(token, state, call.Version)).ToArray(),
            },
            Json.Wire);
    }

    private string Next(PersonalAccessToken last, int offset) =>
        state.Behaviour.ContinuationIsOffset ? offset.ToString(CultureInfo.InvariantCulture) : last.AuthorizationId.ToString();

    [GeneratedRegex(@"^(aad|msa|aadsp|svc|vssgp|aadgp|imp|unauth|bnd)\.[A-Za-z0-9_-]+$")]
    private static partial Regex Descriptor();
}
