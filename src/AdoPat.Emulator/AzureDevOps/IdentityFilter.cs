using System;
using AdoPat.Emulator.State;

namespace AdoPat.Emulator.AzureDevOps;

/// <summary>What a search for identities compares.</summary>
internal static class IdentityFilter
{
    /// <summary>Chooses what is compared.</summary>
    /// <param name="searchFilter">AccountName, DisplayName, MailAddress, or General for all of them.</param>
    /// <param name="value">What it has to be, whole.</param>
    /// <returns>Whether a user is meant; nobody is when there is no value.</returns>
    public static Func<User, bool> Of(string searchFilter, string value) => value.Length == 0 ? _ => false : searchFilter.ToUpperInvariant() switch
    {
        "ACCOUNTNAME" => user => Names.Same(user.Upn, value),
        "DISPLAYNAME" => user => Names.Same(user.DisplayName, value),
        "MAILADDRESS" => user => Names.Same(user.Mail, value),
        _ => user => Names.Same(user.Upn, value) || Names.Same(user.Mail, value) || Names.Same(user.DisplayName, value),
    };
}
