using System;
using System.Collections.Generic;
using System.Linq;
using AdoPat.Emulator.State;

namespace AdoPat.Emulator.Pages;

/// <summary>What the start page shows of Apigee Edge.</summary>
internal static class ApigeeTables
{
    private const int MostTokens = 100;

    /// <summary>Makes the tables.</summary>
    /// <param name="state">What is in the emulator.</param>
    /// <returns>Organizations, apps and tokens.</returns>
    public static Html Render(EmulatorState state)
    {
        DateTime now = state.Clock.UtcNow;
        return Html.Join(
        [
            PageTable.Of("apigee-organizations", "Apigee organizations", ["Name", "Token search", "Revocation", "Properties", "Roles"], state.ApigeeOrganizations.Select(OrganizationRow)),
            PageTable.Of("apigee-apps", "Apigee apps", ["App", "Developer", "Organization", "Id"], state.ApigeeOrganizations.SelectMany(AppRows)),
            PageTable.Of(
                "apigee-tokens",
                PageTable.Title("Apigee access tokens", state.ApigeeTokens.All.Count, MostTokens),
                ["App", "Organization", "End user", "Scope", "State", "Ends"],
                state.ApigeeTokens.All.Reverse().Take(MostTokens).Select(token => TokenRow(token, state, now))),
        ]);
    }

    private static Html OrganizationRow(ApigeeOrganization organization) => PageTable.Row(
        organization.Name,
        organization.Has(ApigeeOrganization.SearchFeature) ? "on" : "off",
        organization.Has(ApigeeOrganization.RevokeFeature) ? "on" : "off",
        organization.Properties.Count,
        string.Join("; ", organization.Roles.Where(role => role.Users.Count > 0).Select(role => $"{role.Name}: {string.Join(", ", role.Users)}")));

    private static IEnumerable<Html> AppRows(ApigeeOrganization organization) =>
        organization.Apps.Select(pair => PageTable.Row(pair.App.Name, pair.Developer.Email, organization.Name, pair.App.AppId));

    private static Html TokenRow(ApigeeToken token, EmulatorState state, DateTime now)
    {
        string status = token.StatusAt(now);
        string app = state.ApigeeOrganizationOf(token.Organization)?.AppOf(token.App)?.Name ?? token.App;
        return Html.Of(
            $"""
            <tr><td class="long">{app}</td><td>{token.Organization}</td><td class="long">{token.EndUser ?? ""}</td><td class="long"><code>{token.Scope}</code></td><td class="{(status == "approved" ? "active" : status)}">{status}</td><td>{(token.ExpiresAt is { } end ? PageTable.Time(end) : "never")}</td></tr>

            """);
    }
}
