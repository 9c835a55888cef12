namespace AdoPat.Emulator.State;

/// <summary>Kinds of packages.</summary>
internal enum PackageProtocol
{
    Npm,
    NuGet,
}
