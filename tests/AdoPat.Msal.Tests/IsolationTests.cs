using System;
using System.IO;
using System.Reflection;
using AdoPat.Sessions;
using AdoPat.Tests.Support;
using Xunit;

namespace AdoPat.Msal.Tests;

/// <summary>What the module relies on when it loads this assembly into a load context of its own.</summary>
public sealed class IsolationTests
{
    [Fact]
    public void The_only_public_type_is_the_door_and_it_can_be_made_without_arguments()
    {
        Type door = Assert.Single(typeof(MsalSignIn).Assembly.GetExportedTypes());

        Assert.True(typeof(ISignIn).IsAssignableFrom(door));
        Assert.IsAssignableFrom<ISignIn>(Activator.CreateInstance(door));
    }

    [Fact]
    public void Only_this_assembly_knows_MSAL()
    {
        Assert.Contains(typeof(MsalSignIn).Assembly.GetReferencedAssemblies(), IsMsal);
        Assert.DoesNotContain(typeof(ISignIn).Assembly.GetReferencedAssemblies(), IsMsal);
    }

    [Fact]
    public void Neither_the_core_nor_a_mention_of_it_lies_beside_this_assembly()
    {
        string assembly = Repository.BuildOf("src", "AdoPat.Msal", "net8.0");

        string dependencies = File.ReadAllText(Path.ChangeExtension(assembly, ".deps.json"));

        Assert.Contains("Microsoft.Identity.Client.Extensions.Msal.dll", dependencies, StringComparison.Ordinal);
        Assert.Contains("runtimes/win/lib/netstandard2.0/System.Security.Cryptography.ProtectedData.dll", dependencies, StringComparison.Ordinal);
        Assert.DoesNotContain("AdoPat.Core", dependencies, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(Path.GetDirectoryName(assembly)!, "AdoPat.Core*"));
    }

    private static bool IsMsal(AssemblyName name) => name.Name!.StartsWith("Microsoft.Identity", StringComparison.Ordinal);
}
