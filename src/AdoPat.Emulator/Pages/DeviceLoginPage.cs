using System.Collections.Generic;
using AdoPat.Emulator.State;
using Microsoft.AspNetCore.Http;

namespace AdoPat.Emulator.Pages;

/// <summary>The pages for signing a device in.</summary>
internal static class DeviceLoginPage
{
    /// <summary>Asks for the code.</summary>
    /// <param name="code">What the field shows at first.</param>
    /// <param name="problem">What was wrong with the last one; empty at first.</param>
    /// <returns>The page.</returns>
    public static IResult AskForCode(string code, string problem) => Layout.Page("Sign in to your account", Html.Of(
        $"""
        <h1>Enter code</h1>
        <p class="quiet">Enter the code that is shown on your app or device.</p>
        <p id="message" class="revoked">{problem}</p>
        <form method="post">
        <input id="user-code" name="code" value="{code}" autocomplete="off" autofocus aria-label="Code" placeholder="Code">
        <div class="row"><button id="submit-code" class="primary">Next</button></div>
        </form>
        """), narrow: true);

    /// <summary>Asks who it is.</summary>
    /// <param name="code">The code that was typed.</param>
    /// <param name="application">The application that waits.</param>
    /// <param name="users">Who can sign in.</param>
    /// <returns>The page.</returns>
    public static IResult AskForAccount(string code, string application, IEnumerable<User> users) => Layout.Page("Sign in to your account", Html.Of(
        $"""
        <h1>Pick an account</h1>
        <p class="quiet">to sign in to <strong id="application">{application}</strong> on another device or service. Cancel if you did not start this.</p>
        <form method="post">
        <input type="hidden" name="code" value="{code}">
        {SignInPage.AccountButtons(users)}
        <div class="row"><button id="cancel" name="cancel" value="1">Cancel</button></div>
        </form>
        """), narrow: true);
}
