using System;
using System.Collections.Generic;
using System.Text.Json;
using AdoPat.AzureDevOps.Wire;
using AdoPat.Models;
using AdoPat.Secrets;

namespace AdoPat.AzureDevOps.Administration;

/// <summary>From the JSON of the audit log to events.</summary>
internal static class AuditMapping
{
    private const string Area = "Token.";

    private static readonly Dictionary<string, AdoPatEventKind> Kinds = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Token.PatCreateEvent"] = AdoPatEventKind.Created,
        ["Token.PatUpdateEvent"] = AdoPatEventKind.Updated,
        ["Token.PatRevokeEvent"] = AdoPatEventKind.Revoked,
        ["Token.PatExpiredEvent"] = AdoPatEventKind.Expired,
        ["Token.PatPublicDiscoveryEvent"] = AdoPatEventKind.Leaked,
        ["Token.PatSystemRevokeEvent"] = AdoPatEventKind.SystemRevoked,
        ["Token.SshCreateEvent"] = AdoPatEventKind.SshKeyCreated,
        ["Token.SshUpdateEvent"] = AdoPatEventKind.SshKeyUpdated,
        ["Token.SshRevokeEvent"] = AdoPatEventKind.SshKeyRevoked,
    };

    public static bool IsAboutToken(string? action) => action?.StartsWith(Area, StringComparison.OrdinalIgnoreCase) == true;

    public static AdoPatEvent ToModel(AuditEntryWire entry, string organization)
    {
        Dictionary<string, string> data = new(StringComparer.OrdinalIgnoreCase);
        foreach (KeyValuePair<string, JsonElement> item in entry.Data ?? [])
        {
            // A leaked token may stand in the words about it. Names may differ by their case alone.
            data[item.Key] = Redaction.Redact(TextOf(item.Value));
        }

        return new AdoPatEvent
        {
            Time = entry.Timestamp ?? default,
            Organization = organization,
            Kind = Kinds.TryGetValue(entry.ActionId!, out AdoPatEventKind kind) ? kind : AdoPatEventKind.Other,
            Action = entry.ActionId!,
            TokenName = Find(data, "DisplayName"),
            Owner = Find(data, "OwnerName"),
            Actor = string.IsNullOrEmpty(entry.ActorUpn) ? entry.ActorDisplayName ?? "" : entry.ActorUpn!,
            IpAddress = entry.IpAddress ?? "",
            UserAgent = Redaction.Redact(entry.UserAgent),
            AuthenticationMechanism = Redaction.Redact(entry.AuthenticationMechanism),
            Details = Redaction.Redact(entry.Details),
            Data = data,
            Id = entry.Id ?? "",
            CorrelationId = entry.CorrelationId ?? "",
        };
    }

    private static string Find(Dictionary<string, string> data, string name) => data.TryGetValue(name, out string? value) ? value : "";

    private static string TextOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Null => "",
        _ => value.GetRawText(),
    };
}
