using System.Collections.Generic;
using System.Linq;
using Microsoft.AspNetCore.Http;

namespace AdoPat.Emulator.Pages;

/// <summary>The page that carries the outcome of a sign-in to the client: a form that posts itself.</summary>
internal static class FormPostPage
{
    /// <summary>Makes the page.</summary>
    /// <param name="address">Where to post.</param>
    /// <param name="fields">What to post.</param>
    /// <returns>The page.</returns>
    public static IResult Render(string address, IEnumerable<(string Name, string Value)> fields)
    {
        Html inputs = Html.Join(fields.Select(field => Html.Of(
            $"""<input type="hidden" name="{field.Name}" value="{field.Value}">""")));
        return Layout.Page("Working...", Html.Of(
            $"""
            <form id="answer" method="post" action="{address}">
            {inputs}
            <noscript><p>Scripts are off in this browser.</p><button>Continue</button></noscript>
            </form>
            <script>document.getElementById("answer").submit();</script>
            """), hasScript: true);
    }
}
