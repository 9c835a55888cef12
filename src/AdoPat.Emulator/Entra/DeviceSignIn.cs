using AdoPat.Emulator.State;

namespace AdoPat.Emulator.Entra;

/// <summary>What happens when somebody has typed a device code and chosen an account.</summary>
internal sealed class DeviceSignIn(SignInRules rules)
{
    /// <summary>Signs a user in for the waiting client.</summary>
    /// <param name="device">The code that was typed.</param>
    /// <param name="user">The account that was chosen.</param>
    /// <returns>Null, or why this account cannot be used; the code waits on then.</returns>
    public EntraError? Approve(DeviceCode device, User user)
    {
        if (rules.Resolve(device.Tenant, user, out Tenant tenant) is { } foreign)
        {
            return foreign;
        }

        Grant grant = new(user, tenant, device.ClientId, device.Scope, device.HasClaims);
        device.Declined = rules.Meets(EntraConditionKind.Declined, grant, EntraMoment.SignIn);
        device.Grant = device.Declined ? null : grant;
        return null;
    }
}
