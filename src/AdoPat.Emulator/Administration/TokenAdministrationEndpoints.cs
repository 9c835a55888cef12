using System;
using System.Linq;
using System.Threading.Tasks;
using AdoPat.Emulator.Audit;
using AdoPat.Emulator.AzureDevOps;
using AdoPat.Emulator.Hosting;
using AdoPat.Emulator.State;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AdoPat.Emulator.Administration;

/// <summary><c>{organization}/_apis/tokenadmin</c>: an administrator lists the tokens of others, revokes them, and makes rules against them.</summary>
internal sealed class TokenAdministrationEndpoints(EmulatorState state, ApiGate gate, SessionTokenList list, AuditTrail trail) : IEndpoints
{
    private const string Path = "/" + EmulatedHosts.Sps + "/{organization}/_apis/tokenadmin";
    private const string Right = "vso.tokenadministration";
    private const int MostRevocations = 1000;

    // Unlike tokens/pats, this takes a personal access token of an administrator too.
    private static readonly ApiRule Rule = new()
    {
        Rights = [Right],
        TokenScopes = [Right],
        Permission = "Administer the tokens of the organization (Project Collection Administrators)",
        PreviewRevision = 1,
    };

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(Path + "/personalaccesstokens/{subjectDescriptor}", gate.Protect(Rule, list.Answer));
        routes.MapPost(Path + "/revocations", gate.Protect(Rule, call => WithBodyAsync<Revocation[]>(call, Revoke)));
        routes.MapPost(Path + "/revocationrules", gate.Protect(Rule, call => WithBodyAsync<RevocationRuleRequest>(call, AddRule)));
    }

    private async Task<IResult> WithBodyAsync<T>(ApiCall call, Func<ApiCall, T, IResult> answer)
        where T : class
    {
        (T? wanted, ServiceError? error) = await RequestBody.ReadAsync<T>(call.Context.Request);
        if (error is not null)
        {
            return error;
        }

        lock (state.Gate)
        {
            return answer(call, wanted!);
        }
    }

    // An id that is not there, or of the other kind, is passed over without a word, unless a switch says otherwise.
    private IResult Revoke(ApiCall call, Revocation[] wanted)
    {
        if (!SessionTokenQuery.TryReadKind(call.Context.Request.Query, out bool isPublic)
            || wanted.Length is 0 or > MostRevocations || Array.Exists(wanted, item => item is not { AuthorizationId: var id } || id == Guid.Empty))
        {
            return ServiceErrors.BadArgument($"The body has to be a list of 1 to {MostRevocations} authorization ids.");
        }

        if (state.Behaviour.UnknownRevocationStatus != StatusCodes.Status204NoContent
            && Array.Find(wanted, item => state.Tokens.ById(item.AuthorizationId) is not { Revoked: false }) is { } unknown)
        {
            return ServiceErrors.TokenNotFound(unknown.AuthorizationId) with { Status = state.Behaviour.UnknownRevocationStatus };
        }

        foreach (PersonalAccessToken token in wanted.Select(item => state.Tokens.ById(item.AuthorizationId)).OfType<PersonalAccessToken>())
        {
            if (!token.Revoked && token.IsPublic == isPublic && token.IsFor(call.Organization!) && !token.IgnoresRevocation)
            {
                token.Revoked = true;
                trail.Write(call, TokenChange.Revoke, token);
            }
        }

        return Results.NoContent();
    }

    private IResult AddRule(ApiCall call, RevocationRuleRequest wanted)
    {
        if (string.IsNullOrWhiteSpace(wanted.Scopes))
        {
            return ServiceErrors.MissingArgument("scopes");
        }

        call.Organization!.RevocationRules.Add(new RevocationRule
        {
            Scopes = wanted.Scopes.Trim(),
            CreatedBefore = wanted.CreatedBefore?.UtcDateTime ?? state.Clock.UtcNow,
        });
        return Results.StatusCode(StatusCodes.Status201Created);
    }
}
