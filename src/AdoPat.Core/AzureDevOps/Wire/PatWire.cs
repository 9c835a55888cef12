using System;
using System.Text.Json.Serialization;

namespace AdoPat.AzureDevOps.Wire;

// The JSON of tokens/pats, 7.2-preview.1. What a user sees are the models; these never leave the assembly. Whatever an
// answer may leave out is nullable: one odd token must not hide the hundred of its page.
internal sealed class PatTokenWire
{
    public string? DisplayName { get; set; }

    [JsonConverter(typeof(UtcDateConverter))]
    public DateTimeOffset? ValidTo { get; set; }

    [JsonConverter(typeof(UtcDateConverter))]
    public DateTimeOffset? ValidFrom { get; set; }

    public string? Scope { get; set; }

    public Guid[]? TargetAccounts { get; set; }

    public Guid? AuthorizationId { get; set; }

    public string? Token { get; set; }
}

internal sealed class PatTokenResultWire
{
    public PatTokenWire? PatToken { get; set; }

    // The list of errors has grown three times; kept as text, unknown ones too.
    public string? PatTokenError { get; set; }

    public string? PatTokenErrorMessage { get; set; }
}

internal sealed class PagedPatTokensWire
{
    public string? ContinuationToken { get; set; }

    public PatTokenWire[]? PatTokens { get; set; }
}

internal sealed class PatTokenCreateWire
{
    public required string DisplayName { get; set; }

    public required string Scope { get; set; }

    [JsonConverter(typeof(UtcDateConverter))]
    public DateTimeOffset ValidTo { get; set; }

    // Tokens for all organizations are no longer made.
    public bool AllOrgs { get; init; }
}

internal sealed class PatTokenUpdateWire
{
    public Guid AuthorizationId { get; set; }

    public required string DisplayName { get; set; }

    public required string Scope { get; set; }

    [JsonConverter(typeof(UtcDateConverter))]
    public DateTimeOffset ValidTo { get; set; }

    public bool AllOrgs { get; set; }
}
