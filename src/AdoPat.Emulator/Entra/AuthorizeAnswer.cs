using System;
using System.Collections.Generic;
using System.Linq;
using AdoPat.Emulator.Pages;
using Microsoft.AspNetCore.Http;

namespace AdoPat.Emulator.Entra;

/// <summary>Sends the outcome of a sign-in back to the client, in the way that it asked for.</summary>
internal static class AuthorizeAnswer
{
    /// <summary>Answers with a code.</summary>
    /// <param name="request">The client's request.</param>
    /// <param name="code">The code.</param>
    /// <returns>A page that posts it, or a redirect.</returns>
    public static IResult Code(AuthorizeRequest request, string code) =>
        Send(request, [("code", code), ("state", request.State), ("session_state", Guid.NewGuid().ToString())]);

    /// <summary>Answers with an error.</summary>
    /// <param name="request">The client's request.</param>
    /// <param name="error">The error.</param>
    /// <returns>A page that posts it, or a redirect.</returns>
    public static IResult Error(AuthorizeRequest request, EntraError error) =>
        Send(request, [("error", error.Error), ("error_description", error.Description), ("state", request.State)]);

    private static IResult Send(AuthorizeRequest request, (string Name, string Value)[] all)
    {
        List<(string Name, string Value)> fields = [.. all.Where(field => field.Value.Length > 0)];
        if (request.ResponseMode == "form_post")
        {
            return FormPostPage.Render(request.RedirectUri, fields);
        }

        string values = string.Join('&', fields.Select(field => $"{field.Name}={Uri.EscapeDataString(field.Value)}"));
        string mark = request.ResponseMode == "fragment" ? "#" : request.RedirectUri.Contains('?', StringComparison.Ordinal) ? "&" : "?";
        return Results.Redirect(request.RedirectUri + mark + values);
    }
}
