using System.Collections.Generic;
using System.Linq;
using AdoPat.Emulator.State;
using Microsoft.AspNetCore.Http;

namespace AdoPat.Emulator.Pages;

/// <summary>The sign-in page: pick an account, or cancel.</summary>
internal static class SignInPage
{
    /// <summary>Makes the page.</summary>
    /// <param name="address">Where the choice is posted.</param>
    /// <param name="application">The application that asks.</param>
    /// <param name="hint">The user name that the application expects; it comes first.</param>
    /// <param name="users">Who can sign in.</param>
    /// <returns>The page.</returns>
    public static IResult Render(string address, string application, string hint, IEnumerable<User> users) =>
        Layout.Page("Sign in to your account", Html.Of(
            $"""
            <h1>Pick an account</h1>
            <p class="quiet">to continue to <strong id="application">{application}</strong>. This is an emulator: there are no passwords.</p>
            <form method="post" action="{address}">
            {AccountButtons(users.OrderByDescending(user => Names.Same(user.Upn, hint)))}
            <div class="row"><button id="cancel" name="cancel" value="1">Cancel</button></div>
            </form>
            """), narrow: true);

    /// <summary>A button for each account.</summary>
    /// <param name="users">The accounts.</param>
    /// <returns>Buttons named <c>account</c>, with the id <c>account-{upn}</c>.</returns>
    public static Html AccountButtons(IEnumerable<User> users) => Html.Join(users.Select(user => Html.Of(
        $"""
        <button class="account" name="account" value="{user.Upn}" id="account-{user.Upn}" data-upn="{user.Upn}">{user.DisplayName}<small>{user.Upn}</small></button>

        """)));
}
