using System;
using System.Globalization;
using AdoPat.AzureDevOps.Wire;
using AdoPat.Models;
using AdoPat.Secrets;

namespace AdoPat.AzureDevOps;

/// <summary>Between the JSON of tokens/pats and the models.</summary>
internal static class PatMapping
{
    public static PersonalAccessToken ToModel(PatTokenWire token, string organization, PatState state) => new()
    {
        Name = token.DisplayName ?? "",
        Organization = organization,
        State = state,
        ValidTo = token.ValidTo ?? default,
        ValidFrom = token.ValidFrom ?? default,
        Scope = SplitScope(token.Scope),
        IsGlobal = token.TargetAccounts is null,
        TargetAccounts = token.TargetAccounts ?? [],
        AuthorizationId = token.AuthorizationId ?? default,
    };

    public static IssuedPersonalAccessToken ToIssued(PatTokenWire token, string organization, bool asPlainText) =>
        ToModel(token, organization, PatState.Active).WithSecret(SecretText.ToSecureString(token.Token!), asPlainText);

    public static PatTokenCreateWire ToWire(PatCreation creation) => new()
    {
        DisplayName = creation.Name,
        Scope = string.Join(" ", creation.Scope),
        ValidTo = creation.ValidTo,
    };

    // Everything is sent: whether the service keeps what a request leaves out is not documented.
    public static PatTokenUpdateWire ToWire(PersonalAccessToken token, PatChange change) => new()
    {
        AuthorizationId = token.AuthorizationId,
        DisplayName = change.Name ?? token.Name,
        Scope = string.Join(" ", change.Scope ?? token.Scope),
        ValidTo = change.ValidTo ?? token.ValidTo,
        AllOrgs = token.IsGlobal,
    };

    public static string ToFilter(PatState state) => state.ToString().ToLower(CultureInfo.InvariantCulture);

    public static string[] SplitScope(string? scope) => (scope ?? "").Split([' ', ','], StringSplitOptions.RemoveEmptyEntries);
}
