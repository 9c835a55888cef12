#if NET
using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.Loader;

namespace AdoPat.Sessions;

/// <summary>
/// Holds AdoPat.Msal and its packages. What the platform has comes from the platform: the packages also carry stand-ins
/// that only throw. AdoPat.Core is the module's own copy, so that the types of both sides are the same.
/// </summary>
internal sealed class MsalContext : AssemblyLoadContext
{
    private static readonly Assembly Core = typeof(ISignIn).Assembly;
    private static readonly HashSet<string> Platform = FindPlatform();

    private readonly AssemblyDependencyResolver _resolver;
    private readonly string _entry;

    public MsalContext(string directory, string entry)
        : base(entry)
    {
        _entry = Path.Combine(directory, entry + ".dll");
        _resolver = new AssemblyDependencyResolver(_entry);
    }

    public Assembly LoadEntry() => LoadFromAssemblyPath(_entry);

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        if (assemblyName.Name == Core.GetName().Name)
        {
            return Core;
        }

        return !Platform.Contains(assemblyName.Name!) && _resolver.ResolveAssemblyToPath(assemblyName) is { } path
            ? LoadFromAssemblyPath(path)
            : null;
    }

    protected override IntPtr LoadUnmanagedDll(string unmanagedDllName) =>
        _resolver.ResolveUnmanagedDllToPath(unmanagedDllName) is { } path ? LoadUnmanagedDllFromPath(path) : IntPtr.Zero;

    private static HashSet<string> FindPlatform() =>
        [.. (AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") as string ?? "")
            .Split(Path.PathSeparator)
            .Select(path => Path.GetFileNameWithoutExtension(path))];
}
#endif
