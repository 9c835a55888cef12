using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using AdoPat.Emulator.AzureDevOps;
using AdoPat.Emulator.State;
using Microsoft.AspNetCore.Http;

namespace AdoPat.Emulator.Audit;

/// <summary>Writes the audit logs of organizations, and reads them.</summary>
internal sealed class AuditTrail(EmulatorState state)
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(90);

    /// <summary>Writes that somebody has changed a token.</summary>
    /// <param name="call">The request that did it.</param>
    /// <param name="change">What was done.</param>
    /// <param name="token">To which token, as it is now.</param>
    public void Write(ApiCall call, TokenChange change, PersonalAccessToken token)
    {
        HttpContext context = call.Context;
        AuditEvent entry = Entry(call.Organization!, $"Token.{(token.IsPublic ? "Ssh" : "Pat")}{change}Event", token);
        entry.Actor = call.User.Upn;
        entry.AuthenticationMechanism = call.Caller.Token is { } used ? $"PAT authorizationId: {used.AuthorizationId}" : "UserAuthToken";
        entry.IpAddress = context.Connection.RemoteIpAddress?.ToString() ?? "";
        entry.UserAgent = context.Request.Headers.UserAgent.ToString();
        Add(call.Organization!, entry);
    }

    /// <summary>Writes what the service itself has done to a token.</summary>
    /// <param name="organization">In whose log.</param>
    /// <param name="actionId">What was done.</param>
    /// <param name="token">To which token.</param>
    public void WriteOfService(Organization organization, string actionId, PersonalAccessToken token) => Add(organization, Entry(organization, actionId, token));

    /// <summary>The log of an organization, as far back as it is kept.</summary>
    /// <param name="organization">The organization.</param>
    /// <returns>The entries, in no order.</returns>
    public IEnumerable<AuditEvent> Of(Organization organization)
    {
        DateTime now = state.Clock.UtcNow;
        return state.AuditEvents.Where(entry => Names.Same(entry.Organization, organization.Name))
            .Concat(Expiries(organization, now))
            .Where(entry => entry.Timestamp > now - Kept && entry.Timestamp <= now);
    }

    // Nobody does anything when a token expires, so these are not written down but found out.
    private IEnumerable<AuditEvent> Expiries(Organization organization, DateTime now) => organization.Auditing
        ? state.Tokens.All
            .Where(token => !token.IsPublic && token.IsFor(organization) && token.StatusAt(now) == TokenStatus.Expired && organization.HasMember(state.UserOf(token.Owner)!))
            .Select(token => Entry(organization, AuditAction.PatExpired, token))
        : [];

    private AuditEvent Entry(Organization organization, string actionId, PersonalAccessToken token)
    {
        bool isExpiry = actionId == AuditAction.PatExpired;
        JsonObject data = new() { ["DisplayName"] = token.DisplayName, ["OwnerName"] = state.UserOf(token.Owner)!.DisplayName };
        return new AuditEvent
        {
            Id = (isExpiry ? StableGuid.From("expiry", token.AuthorizationId.ToString()) : Guid.NewGuid()).ToString(),
            Organization = organization.Name,
            Timestamp = isExpiry ? token.ValidTo : state.Clock.UtcNow,
            ActionId = actionId,
            Data = data,
            Details = AuditAction.Of(actionId).Describe(data),
        };
    }

    private void Add(Organization organization, AuditEvent entry)
    {
        if (organization.Auditing)
        {
            state.AuditEvents.Add(entry);
        }
    }
}
