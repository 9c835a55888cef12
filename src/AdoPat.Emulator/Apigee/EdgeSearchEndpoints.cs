using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json.Nodes;
using AdoPat.Emulator.Hosting;
using AdoPat.Emulator.State;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AdoPat.Emulator.Apigee;

/// <summary><c>oauth2/search</c> and <c>oauth2/revoke</c>: the tokens of an end user or an app, page by page, and an end to all of them.</summary>
internal sealed class EdgeSearchEndpoints(EmulatorState state, EdgeGate gate, TokenFinder finder, TokenRevocation revocation) : IEndpoints
{
    private const int DefaultLimit = 10;

    private ApigeeBehaviour Behaviour => state.Behaviour.Apigee;

    public void Map(IEndpointRouteBuilder routes)
    {
        gate.Map(routes, "GET", "/oauth2/search", Search);
        gate.Map(routes, "POST", "/oauth2/revoke", Revoke);
    }

    private IResult Search(EdgeCall call)
    {
        if (finder.Refusal(call, ApigeeOrganization.SearchFeature) is { } refusal)
        {
            return refusal;
        }

        if (!TryReadLimit(call.Query("limit"), out int limit))
        {
            return EdgeErrors.LimitInvalid(Behaviour);
        }

        ApigeeToken[] listed = [.. finder.Find(call.Organization, call.Query("enduser"), call.Query("app")).Where(IsListed)];
        int first = call.Query("start") is { } start ? Array.FindIndex(listed, token => token.Token == start) : 0;
        if (first < 0 && Behaviour.UnknownStart == ApigeeUnknownStart.Refused)
        {
            return EdgeErrors.StartUnknown;
        }

        first = first >= 0 ? first : Behaviour.UnknownStart == ApigeeUnknownStart.Empty ? listed.Length : 0;
        return Page(call, listed, first, limit);
    }

    private EdgeAnswer Page(EdgeCall call, ApigeeToken[] listed, int first, int limit)
    {
        string[] page = [.. listed.Skip(first).Take(limit).Select(token => token.Token)];
        JsonObject meta = new() { ["limit"] = Number(limit) };
        if (first + limit < listed.Length)
        {
            meta["next"] = listed[first + limit].Token;
        }
        else if (Behaviour.LastPage != ApigeeLastPage.Missing)
        {
            meta["next"] = NextOfLast(page, listed);
        }

        meta["query"] = Query(call);
        meta["start"] = call.Query("start") ?? "";
        meta["totalResults"] = Number(listed.Length);
        return new EdgeAnswer(new JsonObject { ["list"] = EdgeJson.List(page), ["meta"] = meta }, "AccessTokens");
    }

    private string? NextOfLast(string[] page, ApigeeToken[] listed) => Behaviour.LastPage switch
    {
        ApigeeLastPage.Empty => "",
        ApigeeLastPage.Itself => page.FirstOrDefault(),
        ApigeeLastPage.First => listed.FirstOrDefault()?.Token,
        _ => null,
    };

    private static JsonObject Query(EdgeCall call)
    {
        JsonObject query = [];
        foreach ((string name, string parameter) in new[] { ("endUser", "enduser"), ("app", "app") })
        {
            if (call.Query(parameter) is { } value)
            {
                query[name] = value;
            }
        }

        return query;
    }

    private IResult Revoke(EdgeCall call)
    {
        if (finder.Refusal(call, ApigeeOrganization.RevokeFeature) is { } refusal)
        {
            return refusal;
        }

        IReadOnlyList<ApigeeToken> tokens = finder.Find(call.Organization, call.Query("enduser"), call.Query("app"));
        int submitted = revocation.Submit(tokens, call.Asks("cascade") || Behaviour.RevocationAlwaysCascades);
        return new EdgeAnswer(submitted, "Count") { Status = StatusCodes.Status202Accepted };
    }

    private bool IsListed(ApigeeToken token) => token.StatusAt(state.Clock.UtcNow) switch
    {
        "revoked" => Behaviour.RevokedTokensAreListed,
        "expired" => Behaviour.ExpiredTokensAreListed,
        _ => true,
    };

    private JsonNode Number(int number) => Behaviour.SearchNumbersAreText ? number.ToString(CultureInfo.InvariantCulture) : number;

    private bool TryReadLimit(string? text, out int limit)
    {
        limit = Math.Min(DefaultLimit, Behaviour.SearchLimit);
        return text is null || (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out limit) && limit > 0 && limit <= Behaviour.SearchLimit);
    }
}
