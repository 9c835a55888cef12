using System.Management.Automation;
using System.Runtime.CompilerServices;
using AdoPat.Models;
#if NETFRAMEWORK
using AdoPat.Sessions;
#endif

namespace AdoPat;

/// <summary>What happens at import; as little as possible.</summary>
public sealed class ModuleInitializer : IModuleAssemblyInitializer
{
    /// <summary>Called by PowerShell.</summary>
    public void OnImport()
    {
#if NETFRAMEWORK
        FrameworkAssemblies.Resolve();
#endif
        LoadModels();
    }

    // So that [AdoPat.Models.PersonalAccessToken] is known right after Import-Module.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void LoadModels() => RuntimeHelpers.RunClassConstructor(typeof(PersonalAccessToken).TypeHandle);
}
