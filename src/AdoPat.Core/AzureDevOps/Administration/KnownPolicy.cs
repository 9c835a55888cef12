using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json;
using AdoPat.AzureDevOps.Wire;
using AdoPat.Models;

namespace AdoPat.AzureDevOps.Administration;

/// <summary>A policy on personal access tokens that the service is known to have.</summary>
internal sealed class KnownPolicy
{
    private const string TenantPrefix = "TenantPolicy.";
    private const string OrganizationPrefix = "Policy.";
    private const int MostDays = 36500;
    private const string Lifespan = "RestrictPersonalAccessTokenLifespan";

    private KnownPolicy(PatPolicyLevel level, string name, string description)
    {
        Level = level;
        Name = name;
        Description = description;
    }

    public static IReadOnlyList<KnownPolicy> All { get; } =
    [
        new(PatPolicyLevel.Tenant, "RestrictGlobalPersonalAccessToken", "No new tokens for all organizations."),
        new(PatPolicyLevel.Tenant, "RestrictFullScopePersonalAccessToken", "No new tokens with full access."),
        new(PatPolicyLevel.Tenant, Lifespan, "New tokens live no longer than a number of days."),
        new(PatPolicyLevel.Tenant, "EnableLeakedPersonalAccessTokenAutoRevocation", "Tokens that are found in a public place are revoked by the service."),
        new(PatPolicyLevel.Organization, "DisablePATCreation", "Only users on a list create tokens."),
    ];

    public PatPolicyLevel Level { get; }

    public string Name { get; }

    public string Description { get; }

    public string FullName => (Level == PatPolicyLevel.Tenant ? TenantPrefix : OrganizationPrefix) + Name;

    public AdoPatPolicy ToModel(string organization, PolicyWire found)
    {
        bool? isEnabled = found.EffectiveValue ?? found.Value;
        return new AdoPatPolicy
        {
            Organization = organization,
            Level = Level,
            Name = Name,
            Description = Description,
            IsEnabled = isEnabled,
            MaximumLifetime = isEnabled == true && Name == Lifespan ? ReadDays(Property(found, "MaxPatLifespanInDays")) : null,
            AllowedIds = ReadIds(Property(found, "AllowedUsersAndGroupObjectIds")),
            AllowsPackaging = bool.TryParse(Property(found, "isPackagingScopeEnabled"), out bool allows) ? allows : null,
        };
    }

    public AdoPatPolicy Unread(string organization, string reason) => new()
    {
        Organization = organization,
        Level = Level,
        Name = Name,
        Description = Description,
        Reason = reason,
    };

    // The service writes most values as texts, whatever they are.
    private static string? Property(PolicyWire found, string name)
    {
        JsonElement value = (found.Properties ?? []).FirstOrDefault(property => string.Equals(property.Key, name, StringComparison.OrdinalIgnoreCase)).Value;
        return value.ValueKind switch
        {
            JsonValueKind.Undefined or JsonValueKind.Null => null,
            JsonValueKind.String => value.GetString(),
            _ => value.GetRawText(),
        };
    }

    // A number that nobody has set may be anything, also more than time is.
    private static TimeSpan? ReadDays(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int days) && days is > 0 and <= MostDays ? TimeSpan.FromDays(days) : null;

    // A list in JSON, mostly in a text.
    private static string[] ReadIds(string? text)
    {
        try
        {
            using JsonDocument list = JsonDocument.Parse(string.IsNullOrWhiteSpace(text) ? "[]" : text!);
            return list.RootElement.ValueKind == JsonValueKind.Array
                ? [.. list.RootElement.EnumerateArray().Where(id => id.ValueKind == JsonValueKind.String).Select(id => id.GetString()!)]
                : [];
        }
        catch (JsonException)
        {
            return [];
        }
    }
}
