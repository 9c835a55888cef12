using System;
using System.Threading.Tasks;
using AdoPat.Emulator.Audit;
using AdoPat.Emulator.Hosting;
using AdoPat.Emulator.State;
using AdoPat.Emulator.Tokens;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AdoPat.Emulator.AzureDevOps;

/// <summary><c>{organization}/_apis/tokens/pats</c>: list, get, create, update and revoke one's own tokens.</summary>
internal sealed class PatEndpoints(EmulatorState state, ApiGate gate, PatRules rules, PatList list, AuditTrail trail) : IEndpoints
{
    private const string Path = "/" + EmulatedHosts.Sps + "/{organization}/_apis/tokens/pats";
    private const string ReadRight = "vso.pats";
    private const string WriteRight = "vso.pats_manage";

    private static readonly TimeSpan DefaultLife = TimeSpan.FromDays(30);
    private static readonly ApiRule Read = new() { Rights = [ReadRight], PreviewRevision = 1, OldestVersion = new Version(6, 1) };

    // A writer needs both rights; with one of them only, the real service was seen to answer 401.
    private static readonly ApiRule Write = Read with { Rights = [ReadRight, WriteRight] };

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(Path, gate.Protect(Read, call => call.Context.Request.Query.ContainsKey("authorizationId") ? Get(call) : list.Answer(call)));
        routes.MapPost(Path, gate.Protect(Write, call => WithBodyAsync(call, Create)));
        routes.MapPut(Path, gate.Protect(Write, call => WithBodyAsync(call, Update)));
        routes.MapDelete(Path, gate.Protect(Write, Revoke));
    }

    private async Task<IResult> WithBodyAsync(ApiCall call, Func<ApiCall, PatRequest, IResult> answer)
    {
        (PatRequest? wanted, ServiceError? error) = await RequestBody.ReadAsync<PatRequest>(call.Context.Request);
        if (error is not null)
        {
            return error;
        }

        lock (state.Gate)
        {
            return answer(call, wanted!);
        }
    }

    private static IResult WithId(ApiCall call, Func<Guid, IResult> answer)
    {
        string text = call.Context.Request.Query["authorizationId"].ToString();
        return Guid.TryParse(text, out Guid id) ? answer(id) : ServiceErrors.BadArgument($"The authorizationId '{text}' is not a GUID.");
    }

    private PersonalAccessToken? Find(ApiCall call, Guid id) =>
        state.Tokens.ById(id) is { IsPublic: false } token && Names.Same(token.Owner, call.User.Upn) && token.IsFor(call.Organization!) ? token : null;

    private IResult Get(ApiCall call) => WithId(call, id =>
        Find(call, id) is { } token ? Done(JsonOfToken.Of(token, state)) : ServiceErrors.TokenNotFound(id));

    private IResult Create(ApiCall call, PatRequest wanted)
    {
        DateTime now = SqlTime.Round(state.Clock.UtcNow);
        PersonalAccessToken token = new()
        {
            AuthorizationId = Guid.NewGuid(),
            Owner = call.User.Upn,
            DisplayName = wanted.DisplayName ?? "",
            Scope = wanted.Scope ?? "",
            ValidFrom = now,
            ValidTo = SqlTime.Round(wanted.ValidTo?.UtcDateTime ?? now + DefaultLife),
        };
        Target(token, wanted.AllOrgs ?? false, call.Organization!);
        if (rules.Check(token, call.User, call.Organization!) is { } refusal)
        {
            return Refused(call, refusal);
        }

        token.Token = TokenValue.Create(state.Behaviour.TokenFormat, now);
        state.Tokens.Put(token);
        trail.Write(call, TokenChange.Create, token);
        state.Emails.Add(new Email
        {
            Sent = now,
            To = token.Owner,
            Subject = $"Azure DevOps: the personal access token '{token.DisplayName}' was added to your account",
        });
        return Done(JsonOfToken.Of(token, state, withSecret: true));
    }

    private IResult Update(ApiCall call, PatRequest wanted)
    {
        if (Find(call, wanted.AuthorizationId) is not { } token)
        {
            return ServiceErrors.TokenNotFound(wanted.AuthorizationId);
        }

        if (token.Revoked)
        {
            return Refused(call, new(PatError.FailedToUpdateAccessToken, "The personal access token has been revoked."));
        }

        DateTime now = state.Clock.UtcNow;
        if (token.StatusAt(now) == TokenStatus.Expired && now >= state.Behaviour.ExpiredTokensFrozenFrom)
        {
            return Refused(call, new(PatError.ExpiredPatCannotBeExtended, "An expired personal access token cannot be modified."));
        }

        PersonalAccessToken draft = Changed(token, wanted, call.Organization!);
        if (rules.Check(draft, call.User, call.Organization!) is { } refusal)
        {
            return Refused(call, refusal);
        }

        (token.DisplayName, token.Scope, token.ValidTo) = (draft.DisplayName, draft.Scope, draft.ValidTo);
        (token.Global, token.Organizations) = (draft.Global, draft.Organizations);
        state.Tokens.Changed();
        trail.Write(call, TokenChange.Update, token);
        return Done(JsonOfToken.Of(token, state));
    }

    private IResult Revoke(ApiCall call) => WithId(call, id =>
    {
        if (Find(call, id) is not { } token || (token.Revoked && state.Behaviour.RevokeAgainStatus == StatusCodes.Status404NotFound))
        {
            return ServiceErrors.TokenNotFound(id);
        }

        if (!token.Revoked)
        {
            token.Revoked = true;
            trail.Write(call, TokenChange.Revoke, token);
        }

        return Results.StatusCode(state.Behaviour.RevokeStatus);
    });

    private static PersonalAccessToken Changed(PersonalAccessToken token, PatRequest wanted, Organization organization)
    {
        PersonalAccessToken draft = new()
        {
            AuthorizationId = token.AuthorizationId,
            Owner = token.Owner,
            DisplayName = wanted.DisplayName ?? token.DisplayName,
            Scope = wanted.Scope ?? token.Scope,
            ValidFrom = token.ValidFrom,
            ValidTo = wanted.ValidTo is { } end ? SqlTime.Round(end.UtcDateTime) : token.ValidTo,
            Global = token.Global,
            Organizations = token.Organizations,
        };
        if (wanted.AllOrgs is { } all && all != token.Global)
        {
            Target(draft, all, organization);
        }

        return draft;
    }

    private static void Target(PersonalAccessToken token, bool allOrganizations, Organization organization)
    {
        token.Global = allOrganizations;
        token.Organizations = allOrganizations ? null : [organization.Name];
    }

    private static IResult Done(JsonOfToken token) => Results.Json(new JsonOfResult(token, PatError.None), Json.Wire);

    private IResult Refused(ApiCall call, PatRefusal refusal) => Results.Json(
        new JsonOfResult(null, refusal.Error, call.Version.IsAtLeast("7.2") ? refusal.Message : null),
        Json.Wire,
        statusCode: state.Behaviour.RefusalStatus);
}
