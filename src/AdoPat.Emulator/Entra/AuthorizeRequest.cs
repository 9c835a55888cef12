using System;
using AdoPat.Emulator.State;
using Microsoft.AspNetCore.Http;

namespace AdoPat.Emulator.Entra;

/// <summary>What a client wants from the browser of a person.</summary>
internal sealed class AuthorizeRequest(string tenant, HttpRequest request)
{
    public string Tenant { get; } = tenant;

    public string ClientId => Get("client_id");

    public string RedirectUri => Get("redirect_uri");

    public string ResponseType => Get("response_type");

    /// <summary><c>query</c>, <c>form_post</c> or <c>fragment</c>.</summary>
    public string ResponseMode => Get("response_mode") is { Length: > 0 } mode ? mode : "query";

    public string State => Get("state");

    public string Scope => Get("scope");

    public string Prompt => Get("prompt");

    public string LoginHint => Get("login_hint");

    public string? Nonce => Optional("nonce");

    public string? Challenge => Optional("code_challenge");

    public string ChallengeMethod => Optional("code_challenge_method") ?? "plain";

    public bool HasClaims => ClaimsRequest.AnswersChallenge(Get("claims"));

    /// <summary>The page's own address, to which its form is posted.</summary>
    public string PageAddress { get; } = request.PathBase + request.Path + request.QueryString;

    /// <summary>Whether an answer can be sent back: absolute, and nothing that a browser would run.</summary>
    public bool HasUsableRedirect =>
        Uri.TryCreate(RedirectUri, UriKind.Absolute, out Uri? uri) && uri.Scheme is not ("javascript" or "data" or "vbscript");

    /// <summary>What a sign-in by this user would grant.</summary>
    /// <param name="user">The user.</param>
    /// <param name="tenant">The tenant that issues the tokens.</param>
    /// <returns>The grant.</returns>
    public Grant GrantTo(User user, Tenant tenant) => new(user, tenant, ClientId, Scope, HasClaims);

    private string Get(string name) => request.Query[name].ToString();

    private string? Optional(string name) => Get(name) is { Length: > 0 } value ? value : null;
}
