using System;
using System.Linq;
using AdoPat.Emulator.Apigee;

namespace AdoPat.Emulator.State;

/// <summary>The part of a seed that is for Apigee Edge: fills in what was left out, and refuses what cannot be.</summary>
internal sealed class ApigeeSeedReader(EmulatorState state)
{
    private static readonly TimeSpan DefaultLife = TimeSpan.FromHours(1);

    /// <summary>Adds users, organizations and tokens to the state.</summary>
    /// <param name="seed">The seed.</param>
    /// <exception cref="SeedException">It names something that does not exist, or a policy that is none.</exception>
    public void Add(SeedDocument seed)
    {
        foreach (ApigeeUser user in seed.ApigeeUsers)
        {
            state.ApigeeUsers.RemoveAll(other => Names.Same(other.Email, user.Email));
            state.ApigeeUsers.Add(user);
        }

        seed.ApigeeOrganizations.ForEach(AddOrganization);
        seed.ApigeeTokens.ForEach(AddTokens);
    }

    private void AddOrganization(ApigeeOrganization organization)
    {
        organization.DisplayName = organization.DisplayName.Length > 0 ? organization.DisplayName : organization.Name;
        organization.CreatedAt = organization.CreatedAt == default ? state.Clock.UtcNow : organization.CreatedAt;
        organization.LastModifiedAt = organization.LastModifiedAt == default ? organization.CreatedAt : organization.LastModifiedAt;
        organization.Roles.AddRange(ApigeeRole.BuiltIn.Where(name => organization.RoleOf(name) is null).Select(name => new ApigeeRole { Name = name }));
        organization.Roles.ForEach(Complete);
        organization.Developers.ForEach(developer => Complete(developer, organization));
        organization.TokenEndpoints.ForEach(endpoint => OAuthPolicy.Parse(endpoint.Policy));
        state.ApigeeOrganizations.RemoveAll(other => Names.Same(other.Name, organization.Name));
        state.ApigeeOrganizations.Add(organization);
    }

    private void Complete(ApigeeRole role)
    {
        foreach (string email in role.Users)
        {
            _ = state.ApigeeUserOf(email) ?? throw NotThere($"the user '{email}' of the role '{role.Name}'");
        }

        if (role.Name == ApigeeRole.OrganizationAdministrator && role.Permissions.Count == 0)
        {
            role.Permissions.Add(new ApigeePermission { Path = "/", Permissions = ["delete", "get", "put"] });
        }
    }

    private void Complete(ApigeeDeveloper developer, ApigeeOrganization organization)
    {
        string name = $"{organization.Name}/{developer.Email}";
        developer.DeveloperId = developer.DeveloperId.Length > 0 ? developer.DeveloperId : StableGuid.From("apigeeDeveloper", name).ToString();
        developer.UserName = developer.UserName.Length > 0 ? developer.UserName : developer.Email;
        developer.CreatedAt = developer.CreatedAt == default ? state.Clock.UtcNow : developer.CreatedAt;
        developer.Apps.ForEach(app => Complete(app, $"{name}/{app.Name}"));
    }

    private void Complete(ApigeeApp app, string name)
    {
        app.AppId = app.AppId.Length > 0 ? app.AppId : StableGuid.From("apigeeApp", name).ToString();
        app.CreatedAt = app.CreatedAt == default ? state.Clock.UtcNow : app.CreatedAt;
        if (app.Credentials.Count == 0)
        {
            app.Credentials.Add(new ApigeeCredential());
        }

        for (int number = 0; number < app.Credentials.Count; number++)
        {
            ApigeeCredential credential = app.Credentials[number];
            credential.ConsumerKey = credential.ConsumerKey.Length > 0 ? credential.ConsumerKey : StableGuid.From("apigeeKey", $"{name}/{number}").ToString("N");
            credential.ConsumerSecret = credential.ConsumerSecret.Length > 0 ? credential.ConsumerSecret : StableGuid.From("apigeeSecret", $"{name}/{number}").ToString("N")[..16];
            credential.IssuedAt = credential.IssuedAt == default ? app.CreatedAt : credential.IssuedAt;
        }
    }

    private void AddTokens(ApigeeToken token)
    {
        ApigeeOrganization organization = state.ApigeeOrganizationOf(token.Organization) ?? throw NotThere($"the organization '{token.Organization}' of a token");
        ApigeeApp app = organization.AppOf(token.App)
            ?? organization.Apps.FirstOrDefault(pair => pair.App.Name == token.App).App
            ?? throw NotThere($"the app '{token.App}' of a token");
        Complete(token, app);
        for (int number = 1; number < token.Count; number++)
        {
            ApigeeToken another = token.Another();
            another.Token = ApigeeTokenValue.Create();
            state.ApigeeTokens.Put(another);
        }

        token.Count = 0;
        state.ApigeeTokens.Put(token);
    }

    private void Complete(ApigeeToken token, ApigeeApp app)
    {
        token.App = app.AppId;
        token.Token = token.Token.Length > 0 ? token.Token : ApigeeTokenValue.Create();
        token.ClientId = token.ClientId.Length > 0 ? token.ClientId : app.Credentials[0].ConsumerKey;
        token.ApiProducts ??= [.. (app.Credentials.Find(credential => credential.ConsumerKey == token.ClientId) ?? app.Credentials[0]).ApiProducts];
        token.IssuedAt = token.IssuedAt == default ? state.Clock.UtcNow : token.IssuedAt;
        token.LastModifiedAt = token.LastModifiedAt == default ? token.IssuedAt : token.LastModifiedAt;
        token.ExpiresAt ??= token.NeverExpires ? null : token.IssuedAt + DefaultLife;
    }

    private static SeedException NotThere(string what) => new($"The seed names {what}, which is not there. Put it into the seed too.");
}
