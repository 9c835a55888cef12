namespace AdoPat.Msal.Methods;

/// <summary>What the browser shows when a sign-in has ended. Self-contained: nothing is loaded from anywhere.</summary>
internal static class SignInPages
{
    /// <summary>Shown when the user signed in.</summary>
    public const string Success = Start + "<title>Signed in to AdoPat</title>" + Body
        + "<h1>You are signed in.</h1><p>AdoPat goes on in your terminal. You can close this page.</p>" + End;

    /// <summary>
    /// Shown when the user did not. The error itself is shown in the terminal only: MSAL would put it in here without
    /// encoding it, and any web page can post to the loopback address. No braces: this goes through string.Format.
    /// </summary>
    public const string Error = Start + "<title>Not signed in to AdoPat</title>" + Body
        + "<h1>You are not signed in.</h1><p>Your terminal says why, and what to do next. You can close this page.</p>" + End;

    private const string Start = "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\">";

    private const string Body =
        "</head><body style=\"font:16px/1.5 system-ui,sans-serif;max-width:36em;margin:15vh auto;padding:0 1em\">";

    private const string End = "</body></html>";
}
