using AdoPat.Emulator.Hosting;

namespace AdoPat.Emulator.Entra;

/// <summary>Entra ID answers under its host name, and at the root of localhost too.</summary>
internal static class EntraRoutes
{
    public static readonly string[] Prefixes = ["", "/" + EmulatedHosts.EntraLogin];
}
