using System;
using System.Threading.Tasks;
using AdoPat.Emulator.Hosting;
using AdoPat.Emulator.Pages;
using AdoPat.Emulator.State;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AdoPat.Emulator.Entra;

/// <summary><c>/{tenant}/oauth2/v2.0/authorize</c>: the sign-in page, and the answer to the client.</summary>
internal sealed class AuthorizeEndpoint(EmulatorState state, PendingSignIns pending, SignInRules rules) : IEndpoints
{
    private static readonly TimeSpan CodeLife = TimeSpan.FromMinutes(10);

    public void Map(IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder entra = routes.MapGroup("/" + EmulatedHosts.EntraLogin);
        entra.MapGet("/{tenant}/oauth2/v2.0/authorize", (string tenant, HttpRequest request) => Show(new(tenant, request)));
        entra.MapPost("/{tenant}/oauth2/v2.0/authorize", ChooseAsync);
    }

    private static IResult? Problem(AuthorizeRequest request) =>
        request.ClientId.Length == 0 ? MessagePage.Render("Sign-in is not possible", EntraErrors.Missing("client_id").Description)
        : !request.HasUsableRedirect ? MessagePage.Render("Sign-in is not possible", EntraErrors.Missing("redirect_uri").Description)
        : request.ResponseType != "code" ? AuthorizeAnswer.Error(request, EntraErrors.UnsupportedResponse)
        : null;

    private IResult Show(AuthorizeRequest request)
    {
        lock (state.Gate)
        {
            if ((Problem(request) ?? TenantProblem(request)) is { } problem)
            {
                return problem;
            }

            if (state.Behaviour.SignIn is { } upn)
            {
                return SignIn(request, upn);
            }

            return request.Prompt == "none"
                ? AuthorizeAnswer.Error(request, EntraErrors.InteractionRequired)
                : SignInPage.Render(request.PageAddress, state.ApplicationOf(request.ClientId)?.Name ?? request.ClientId, request.LoginHint, state.Users);
        }
    }

    private async Task<IResult> ChooseAsync(string tenant, HttpRequest httpRequest)
    {
        IFormCollection form = await httpRequest.ReadFormAsync();
        AuthorizeRequest request = new(tenant, httpRequest);
        lock (state.Gate)
        {
            return Problem(request) ?? TenantProblem(request) ?? (form.ContainsKey("cancel")
                ? AuthorizeAnswer.Error(request, EntraErrors.Cancelled)
                : SignIn(request, form["account"].ToString()));
        }
    }

    private IResult? TenantProblem(AuthorizeRequest request) =>
        rules.Check(request.Tenant) is { } error ? MessagePage.Render("Sign-in is not possible", error.Description) : null;

    private IResult SignIn(AuthorizeRequest request, string upn)
    {
        if (state.UserOf(upn) is not { } user)
        {
            return MessagePage.Render("Sign-in is not possible", $"There is no user '{upn}' in this emulator.");
        }

        if (rules.Resolve(request.Tenant, user, out Tenant tenant) is { } foreign)
        {
            return AuthorizeAnswer.Error(request, foreign);
        }

        Grant grant = request.GrantTo(user, tenant);
        if (rules.Meets(EntraConditionKind.Declined, grant, EntraMoment.SignIn))
        {
            return AuthorizeAnswer.Error(request, EntraErrors.Cancelled);
        }

        return rules.Refusal(grant, EntraMoment.SignIn) is { } refusal
            ? AuthorizeAnswer.Error(request, refusal)
            : AuthorizeAnswer.Code(request, pending.Add(new AuthorizationCode(
                grant, request.RedirectUri, request.Challenge, request.ChallengeMethod, request.Nonce, state.Clock.UtcNow + CodeLife)));
    }
}
