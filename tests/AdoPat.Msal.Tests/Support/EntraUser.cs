namespace AdoPat.Msal.Tests.Support;

/// <summary>A user of the emulator.</summary>
/// <param name="Tenant">The domain of the tenant.</param>
/// <param name="Name">The part before the @.</param>
public sealed record EntraUser(string Tenant, string Name = "ada")
{
    public string Upn => $"{Name}@{Tenant}";
}
