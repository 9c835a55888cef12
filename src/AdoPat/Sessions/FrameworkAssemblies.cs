#if NETFRAMEWORK
using System;
using System.IO;
using System.Reflection;

namespace AdoPat.Sessions;

/// <summary>
/// Windows PowerShell has no load contexts and reads no binding redirects of a module. This answers for exactly the
/// assemblies in the module's folders, whatever version is asked for, and only when one of them asks.
/// </summary>
internal static class FrameworkAssemblies
{
    private static readonly string Own = Path.GetDirectoryName(typeof(FrameworkAssemblies).Assembly.Location)!;

    /// <summary>Answers for the assemblies beside this one.</summary>
    public static void Resolve() => ResolveFrom(Own);

    /// <summary>Answers for the assemblies in a folder of the module.</summary>
    public static void ResolveFrom(string directory) =>
        AppDomain.CurrentDomain.AssemblyResolve += (_, request) => Find(directory, request);

    private static Assembly? Find(string directory, ResolveEventArgs request)
    {
        bool isOurs = request.RequestingAssembly is { IsDynamic: false } asking
            && asking.Location.StartsWith(Own, StringComparison.OrdinalIgnoreCase);
        string path = Path.Combine(directory, new AssemblyName(request.Name).Name + ".dll");
        return isOurs && File.Exists(path) ? Assembly.LoadFrom(path) : null;
    }
}
#endif
