using System;
using System.Threading.Tasks;
using AdoPat.Emulator.Control;
using AdoPat.Emulator.Hosting;
using AdoPat.Emulator.Pages;
using AdoPat.Emulator.State;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AdoPat.Emulator.Apigee;

/// <summary>The sign-in server of Apigee: password, passcode or refresh token against tokens, and the page that shows a passcode.</summary>
internal sealed class SsoEndpoints(EmulatorState state, SsoTokens tokens) : IEndpoints
{
    public const string ClientId = "edgecli";
    private const string ClientSecret = "edgeclisecret";
    private const string Path = "/" + EmulatedHosts.ApigeeSso;
    private const string Basic = "Basic ";

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost(Path + "/oauth/token", AnswerAsync);
        routes.MapGet(Path + "/passcode", Choose);
        routes.MapPost(Path + "/passcode", ShowAsync);
    }

    private async Task<IResult> AnswerAsync(HttpRequest request)
    {
        IFormCollection form = request.HasFormContentType ? await request.ReadFormAsync() : FormCollection.Empty;
        RequestRecord record = request.HttpContext.Record();
        record.GrantType = form["grant_type"].ToString();
        record.ClientId = ClientOf(request, out bool isKnown);
        if (!isKnown)
        {
            return Unauthorized();
        }

        lock (state.Gate)
        {
            return !state.Behaviour.Apigee.SsoIsInstalled ? Results.NotFound() : record.GrantType switch
            {
                "password" when form["passcode"].ToString() is { Length: > 0 } passcode => WithPasscode(passcode, record),
                "password" => WithPassword(form, request.Query["mfa_token"].ToString(), record),
                "refresh_token" => WithRefreshToken(form["refresh_token"].ToString(), record),
                _ => Error(StatusCodes.Status401Unauthorized, "unsupported_grant_type", $"Unsupported grant type: {record.GrantType}"),
            };
        }
    }

    private IResult WithPassword(IFormCollection form, string mfaOfQuery, RequestRecord record)
    {
        ApigeeUser? user = state.ApigeeUserOf(form["username"].ToString());
        string mfa = form["mfa_token"].ToString() is { Length: > 0 } text ? text : mfaOfQuery;
        return user is null || user.Password.Length == 0 || user.Password != form["password"].ToString() || (user.MfaToken is { } expected && expected != mfa)
            ? Unauthorized()
            : Issue(user, record);
    }

    private IResult WithPasscode(string passcode, RequestRecord record)
    {
        ApigeeUser? user = state.ApigeeUsers.Find(candidate => candidate.Passcodes.Remove(passcode));
        return user is null ? Error(StatusCodes.Status401Unauthorized, "unauthorized", "Invalid passcode") : Issue(user, record);
    }

    private IResult WithRefreshToken(string token, RequestRecord record) => tokens.UserOfRefreshToken(token, out bool isExpired) is { } user
        ? Issue(user, record, token)
        : Error(
            isExpired ? StatusCodes.Status401Unauthorized : StatusCodes.Status400BadRequest,
            "invalid_token",
            isExpired ? "Invalid refresh token (expired)" : "Invalid refresh token");

    private IResult Issue(ApigeeUser user, RequestRecord record, string? refreshToken = null)
    {
        record.User = user.Email;
        return Results.Json(tokens.Issue(user, refreshToken));
    }

    private IResult Choose()
    {
        lock (state.Gate)
        {
            Html buttons = Html.Join(state.ApigeeUsers.ConvertAll(user => Html.Of(
                $"""<button class="account" name="account" value="{user.Email}" id="account-{user.Email}">{user.FirstName} {user.LastName}<small>{user.Email}</small></button>""")));
            return Layout.Page("Temporary authentication code", Html.Of(
                $"""<h1>Pick an account</h1><p class="quiet">for a passcode of Apigee's sign-in server.</p><form method="post">{buttons}</form>"""), narrow: true);
        }
    }

    private async Task<IResult> ShowAsync(HttpRequest request)
    {
        IFormCollection form = await request.ReadFormAsync();
        lock (state.Gate)
        {
            if (state.ApigeeUserOf(form["account"].ToString()) is not { } user)
            {
                return MessagePage.Render("No such account", "Go back and pick one.");
            }

            string passcode = ApigeeTokenValue.Create(10);
            user.Passcodes.Add(passcode);
            return MessagePage.Render("Temporary authentication code", passcode, StatusCodes.Status200OK);
        }
    }

    private static string? ClientOf(HttpRequest request, out bool isKnown)
    {
        string authorization = request.Headers.Authorization.ToString();
        (string Name, string Password)? pair = authorization.StartsWith(Basic, StringComparison.OrdinalIgnoreCase) ? EdgeCallers.ReadPair(authorization[Basic.Length..]) : null;
        isKnown = pair == (ClientId, ClientSecret);
        return pair?.Name;
    }

    private static IResult Unauthorized() => Error(StatusCodes.Status401Unauthorized, "unauthorized", "Bad credentials");

    private static IResult Error(int status, string error, string description) =>
        Results.Json(new { error, error_description = description }, statusCode: status);
}
