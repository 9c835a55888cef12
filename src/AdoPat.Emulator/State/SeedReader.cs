using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using AdoPat.Emulator.Audit;
using AdoPat.Emulator.Tokens;

namespace AdoPat.Emulator.State;

/// <summary>Puts a seed into the state: fills in what was left out, and refuses what cannot be.</summary>
internal sealed class SeedReader(EmulatorState state)
{
    private readonly ProjectSeedReader _projects = new(state);
    private readonly ApigeeSeedReader _apigee = new(state);

    private static readonly TimeSpan DefaultLife = TimeSpan.FromDays(30);

    /// <summary>Adds a seed to the state.</summary>
    /// <param name="seed">The seed.</param>
    /// <exception cref="SeedException">It names something that does not exist.</exception>
    public void Add(SeedDocument seed)
    {
        if (seed.Now is { } now)
        {
            state.Clock.Set(now);
        }

        state.Behaviour = seed.Behaviour ?? state.Behaviour;
        seed.Tenants.ForEach(AddTenant);
        seed.Users.ForEach(AddUser);
        seed.Organizations.ForEach(AddOrganization);
        seed.Applications.ForEach(AddApplication);
        _projects.Add(seed);
        seed.Tokens.ForEach(AddTokens);
        state.Conditions = seed.Conditions ?? state.Conditions;
        state.Emails.AddRange(seed.Emails);
        seed.AuditEvents.ForEach(AddAuditEvent);
        _apigee.Add(seed);
        foreach (RefreshToken token in seed.RefreshTokens)
        {
            Require(state.UserOf(token.User), $"the user '{token.User}' of a refresh token");
            state.RefreshTokens[token.Token] = token;
        }
    }

    private static Guid Filled(Guid id, string kind, string name) => id == Guid.Empty ? StableGuid.From(kind, name) : id;

    private static void Replace<T>(List<T> list, T item, Predicate<T> same)
    {
        list.RemoveAll(same);
        list.Add(item);
    }

    private static void Require(object? found, string what)
    {
        if (found is null)
        {
            throw new SeedException($"The seed names {what}, which is not there. Put it into the seed too.");
        }
    }

    private void AddTenant(Tenant tenant)
    {
        tenant.Id = Filled(tenant.Id, "tenant", tenant.Domain);
        Replace(state.Tenants, tenant, other => Names.Same(other.Domain, tenant.Domain));
    }

    private void AddUser(User user)
    {
        user.Id = Filled(user.Id, "identity", user.Upn);
        user.ObjectId = Filled(user.ObjectId, "user", user.Upn);
        user.Mail = user.Mail.Length > 0 ? user.Mail : user.Upn;
        user.DisplayName = user.DisplayName.Length > 0 ? user.DisplayName : user.Upn;
        user.Tenant = user.Tenant.Length > 0 ? user.Tenant : user.Upn[(user.Upn.IndexOf('@', StringComparison.Ordinal) + 1)..];
        if (state.TenantOf(user.Tenant) is null)
        {
            AddTenant(new Tenant { Domain = user.Tenant });
        }

        user.GuestOf.ForEach(tenant => Require(state.TenantOf(tenant), $"the tenant '{tenant}' of {user.Upn}"));
        state.Users.Put(user);
    }

    private void AddOrganization(Organization organization)
    {
        organization.Id = Filled(organization.Id, "organization", organization.Name);
        organization.Tenant = organization.Tenant.Length > 0 ? organization.Tenant : state.Tenants.FirstOrDefault()?.Domain ?? "";
        if (!organization.IsPersonal)
        {
            Require(state.TenantOf(organization.Tenant), $"the tenant '{organization.Tenant}' of {organization.Name}");
        }

        foreach (string upn in organization.Administrators.Concat(organization.Members))
        {
            Require(state.UserOf(upn), $"the member '{upn}' of {organization.Name}");
        }

        organization.RevocationRules.ForEach(Complete);
        Replace(state.Organizations, organization, other => Names.Same(other.Name, organization.Name));
    }

    private void AddApplication(Application application)
    {
        application.ObjectId = Filled(application.ObjectId, "application", application.ClientId);
        Replace(state.Applications, application, other => Names.Same(other.ClientId, application.ClientId));
    }

    private void AddAuditEvent(AuditEvent entry)
    {
        Require(state.OrganizationOf(entry.Organization), $"the organization '{entry.Organization}' of the audit event '{entry.ActionId}'");
        if (entry.Actor is { } actor)
        {
            Require(state.UserOf(actor), $"the actor '{actor}' of the audit event '{entry.ActionId}'");
        }

        entry.Id = entry.Id.Length > 0 ? entry.Id : Guid.NewGuid().ToString();
        entry.Timestamp = entry.Timestamp == default ? state.Clock.UtcNow : entry.Timestamp;
        entry.Details = entry.Details.Length > 0 ? entry.Details : AuditAction.Of(entry.ActionId).Describe(entry.Data);
        state.AuditEvents.Add(entry);
    }

    private void AddTokens(PersonalAccessToken token)
    {
        Require(state.UserOf(token.Owner), $"the owner '{token.Owner}' of the token '{token.DisplayName}'");
        token.Organizations?.ForEach(name => Require(state.OrganizationOf(name), $"the organization '{name}' of a token"));
        if (token.Global == token.Organizations is { Count: > 0 })
        {
            throw new SeedException($"The token '{token.DisplayName}' needs either organizations, or \"global\": true.");
        }

        if (token.Count <= 1)
        {
            token.Count = 0;
            Complete(token);
            state.Tokens.Put(token);
            return;
        }

        for (int number = 1; number <= token.Count; number++)
        {
            PersonalAccessToken copy = Numbered(token, number);
            Complete(copy);
            state.Tokens.Put(copy);
        }
    }

    private static PersonalAccessToken Numbered(PersonalAccessToken token, int number) => new()
    {
        Owner = token.Owner,
        DisplayName = string.Create(CultureInfo.InvariantCulture, $"{token.DisplayName} {number:D5}"),
        Scope = token.Scope,
        Organizations = token.Organizations,
        Global = token.Global,
        ValidFrom = token.ValidFrom,
        ValidTo = token.ValidTo,
        Revoked = token.Revoked,
        IsPublic = token.IsPublic,
        IgnoresRevocation = token.IgnoresRevocation,
    };

    private void Complete(RevocationRule rule) => rule.CreatedBefore = rule.CreatedBefore == default ? state.Clock.UtcNow : rule.CreatedBefore;

    private void Complete(PersonalAccessToken token)
    {
        DateTime now = state.Clock.UtcNow;
        token.AuthorizationId = token.AuthorizationId == Guid.Empty ? Guid.NewGuid() : token.AuthorizationId;
        token.ValidFrom = SqlTime.Round(token.ValidFrom == default ? now : token.ValidFrom);
        token.ValidTo = SqlTime.Round(token.ValidTo == default ? now + DefaultLife : token.ValidTo);
        if (token.IsPublic)
        {
            token.PublicData = token.PublicData.Length > 0 ? token.PublicData : SshKeyFormat.Create();
            return;
        }

        token.Token = token.Token.Length > 0 ? token.Token : TokenValue.Create(state.Behaviour.TokenFormat, token.ValidFrom);
    }
}
