using Microsoft.AspNetCore.Http;

namespace AdoPat.Emulator.Pages;

/// <summary>What all pages look like.</summary>
internal static class Layout
{
    private const string Style =
        """
        :root { color-scheme: light dark; --line: color-mix(in srgb, currentColor 18%, transparent); --soft: color-mix(in srgb, currentColor 6%, transparent); --accent: light-dark(#0b57b7, #8ab8ff); }
        body { font: 15px/1.5 system-ui, sans-serif; margin: 0 auto; padding: 2rem 1.5rem 4rem; max-width: 76rem; }
        body.narrow { max-width: 27rem; padding-top: 12vh; }
        h1 { font-size: 1.5rem; margin: 0 0 .25rem; } h2 { font-size: 1.05rem; margin: 2.2rem 0 .5rem; }
        p { margin: .25rem 0 1rem; } .quiet { opacity: .7; } a { color: var(--accent); }
        table { border-collapse: collapse; width: 100%; } th, td { text-align: left; padding: .35rem .8rem .35rem 0; border-bottom: 1px solid var(--line); vertical-align: top; }
        td { white-space: nowrap; } td.long { white-space: normal; overflow-wrap: anywhere; min-width: 10.5rem; }
        th { font-weight: 600; font-size: .85rem; opacity: .7; } td.number { text-align: right; font-variant-numeric: tabular-nums; }
        code { font: .9em ui-monospace, monospace; } .scroll { overflow-x: auto; }
        .active { color: light-dark(#11702b, #6fd38a); } .expired { opacity: .6; } .revoked { color: light-dark(#b3261e, #ff9a92); } .soon { color: light-dark(#8a5300, #ffc46b); }
        form { margin: 0; } button, input { font: inherit; border-radius: .45rem; border: 1px solid var(--line); padding: .6rem .9rem; }
        button { cursor: pointer; background: var(--soft); color: inherit; } button:hover, button:focus-visible { border-color: var(--accent); }
        .account { display: block; width: 100%; text-align: left; margin: .5rem 0; } .account small { display: block; opacity: .7; }
        .primary { background: var(--accent); color: Canvas; border-color: transparent; } .row { display: flex; gap: .6rem; margin-top: 1.2rem; }
        #user-code { width: 100%; box-sizing: border-box; text-transform: uppercase; letter-spacing: .12em; }
        """;

    /// <summary>Makes a page.</summary>
    /// <param name="title">Its title.</param>
    /// <param name="body">Its content.</param>
    /// <param name="narrow">A small page in the middle, for forms.</param>
    /// <param name="status">The HTTP status.</param>
    /// <param name="hasScript">Whether there is a script in the content.</param>
    /// <returns>The page.</returns>
    public static IResult Page(string title, Html body, bool narrow = false, int status = StatusCodes.Status200OK, bool hasScript = false)
    {
        Html document = Html.Of(
            $"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{title}</title>
            <link rel="icon" href="data:,">
            <style>{new Html(Style)}</style>
            </head>
            <body class="{(narrow ? "narrow" : "wide")}">
            {body}
            </body>
            </html>

            """);
        return new PageResult(document, status, hasScript);
    }
}
