namespace AdoPat.Emulator.State;

/// <summary>One version of a package. Its content is made when it is asked for: next to nothing.</summary>
internal sealed class FeedPackage
{
    /// <summary>Who it is for.</summary>
    public PackageProtocol Protocol { get; set; }

    /// <summary>The name; one for npm can have a scope, <c>@contoso/hello</c>.</summary>
    public required string Name { get; set; }

    /// <summary>The version.</summary>
    public string Version { get; set; } = "1.0.0";
}
