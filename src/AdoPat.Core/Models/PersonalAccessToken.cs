using System;
using System.Collections.Generic;
using System.Security;
using AdoPat.Secrets;

namespace AdoPat.Models;

/// <summary>
/// A personal access token as the service lists it. It never holds the secret; the service gives that away once, when
/// the token is created (<see cref="IssuedPersonalAccessToken"/>).
/// </summary>
/// <remarks>Source: <c>PatToken</c> of the PAT Lifecycle Management API, 7.2-preview.1.</remarks>
public class PersonalAccessToken
{
    /// <summary>The display name. Names are not unique.</summary>
    public required string Name { get; init; }

    /// <summary>The organization through which the token was listed or created.</summary>
    public required string Organization { get; init; }

    /// <summary>Whether it can be used now. The service has no such field: it follows from the list it came in and its end.</summary>
    public PatState State { get; init; }

    /// <summary>When it ends.</summary>
    public DateTimeOffset ValidTo { get; init; }

    /// <summary>When it was created.</summary>
    public DateTimeOffset ValidFrom { get; init; }

    /// <summary>Its scopes, such as <c>vso.code</c>; <c>app_token</c> stands for full access.</summary>
    public IReadOnlyList<string> Scope { get; init => field = new SpaceSeparatedList<string>(value); } = new SpaceSeparatedList<string>([]);

    /// <summary>True when it works in every organization of its owner. Such tokens stop working on 2026-12-01.</summary>
    public bool IsGlobal { get; init; }

    /// <summary>The ids of the organizations it works in; empty when <see cref="IsGlobal"/>.</summary>
    public IReadOnlyList<Guid> TargetAccounts { get; init => field = new SpaceSeparatedList<Guid>(value); } = new SpaceSeparatedList<Guid>([]);

    /// <summary>The id by which the service knows the token. It is no secret.</summary>
    public Guid AuthorizationId { get; init; }

    /// <summary>
    /// Whose it is, when it was listed for an administrator (<c>Get-AdoPat -User</c>, <c>-AllUsers</c>); null for the signed-in
    /// user's own.
    /// </summary>
    public AdoUser? Owner { get; init; }

    /// <summary>True for an SSH key: the service keeps those in the same place as tokens.</summary>
    public bool IsSshKey { get; init; }

    /// <summary>The same token in another state.</summary>
    /// <param name="state">The state.</param>
    /// <returns>A copy, without a secret.</returns>
    public PersonalAccessToken With(PatState state) => new()
    {
        Name = Name,
        Organization = Organization,
        State = state,
        ValidTo = ValidTo,
        ValidFrom = ValidFrom,
        Scope = Scope,
        IsGlobal = IsGlobal,
        TargetAccounts = TargetAccounts,
        AuthorizationId = AuthorizationId,
        Owner = Owner,
        IsSshKey = IsSshKey,
    };

    /// <summary>The same token with its secret.</summary>
    /// <param name="secret">The secret.</param>
    /// <param name="asPlainText">True to fill <see cref="IssuedPersonalAccessToken.PlainTextToken"/>.</param>
    /// <returns>A copy.</returns>
    public IssuedPersonalAccessToken WithSecret(SecureString secret, bool asPlainText = false) => new()
    {
        Name = Name,
        Organization = Organization,
        State = State,
        ValidTo = ValidTo,
        ValidFrom = ValidFrom,
        Scope = Scope,
        IsGlobal = IsGlobal,
        TargetAccounts = TargetAccounts,
        AuthorizationId = AuthorizationId,
        Owner = Owner,
        IsSshKey = IsSshKey,
        Token = secret,
        PlainTextToken = asPlainText ? SecretText.ToPlainText(secret) : null,
    };

    /// <summary>Name, id, organization, and the owner where there is one, for messages; an SSH key is said to be one.</summary>
    /// <returns>A text without any secret.</returns>
    public override string ToString()
    {
        string kind = IsSshKey ? "SSH key " : "";
        return Owner is null
            ? $"{kind}'{Name}' ({AuthorizationId}) of {Organization}"
            : $"{kind}'{Name}' ({AuthorizationId}) of {Owner} in {Organization}";
    }
}
