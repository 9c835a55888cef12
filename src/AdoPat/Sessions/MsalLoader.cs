using System;
using System.IO;
using System.Reflection;

namespace AdoPat.Sessions;

/// <summary>
/// Loads AdoPat.Msal at the first sign-in. MSAL is the one dependency that other modules bring too, in other versions;
/// on PowerShell 7 it lives in a load context of its own.
/// </summary>
internal static class MsalLoader
{
    private const string AssemblyName = "AdoPat.Msal";
    private const string TypeName = "AdoPat.Msal.MsalSignIn";

    private static readonly Lazy<ISignIn> Loaded = new(Load);

    /// <summary>The door to MSAL.</summary>
    public static ISignIn SignIn => Loaded.Value;

    private static ISignIn Load()
    {
        string directory = Path.Combine(Path.GetDirectoryName(typeof(MsalLoader).Assembly.Location)!, "msal");
#if NET
        Assembly assembly = new MsalContext(directory, AssemblyName).LoadEntry();
#else
        FrameworkAssemblies.ResolveFrom(directory);
        Assembly assembly = Assembly.LoadFrom(Path.Combine(directory, AssemblyName + ".dll"));
#endif
        return (ISignIn)Activator.CreateInstance(assembly.GetType(TypeName, throwOnError: true)!)!;
    }
}
