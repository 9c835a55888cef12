using System;
using AdoPat.Models;

namespace AdoPat.Pipeline;

/// <summary>A token that a cmdlet is to work on: known whole, or by its id only.</summary>
internal sealed class PatTarget
{
    public PatTarget(PersonalAccessToken token)
    {
        Organization = token.Organization;
        AuthorizationId = token.AuthorizationId;
        Token = token;
    }

    public PatTarget(string organization, Guid authorizationId)
    {
        Organization = organization;
        AuthorizationId = authorizationId;
    }

    public string Organization { get; }

    public Guid AuthorizationId { get; }

    public PersonalAccessToken? Token { get; }

    /// <summary>What goes into an error record: the object that came in.</summary>
    public object Item => (object?)Token ?? AuthorizationId;

    /// <summary>The token; with its id and organization only, where no more is known.</summary>
    public PersonalAccessToken AsToken() =>
        Token ?? new PersonalAccessToken { Name = "", Organization = Organization, AuthorizationId = AuthorizationId };

    public override string ToString() => Token?.ToString() ?? $"{AuthorizationId} of {Organization}";
}
