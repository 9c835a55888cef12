namespace AdoPat.Emulator.State;

/// <summary>The two shapes of a token's details.</summary>
internal enum ApigeeTokenShape
{
    /// <summary>That of the management API: camel case, numbers are numbers.</summary>
    Management,

    /// <summary>That of a token as it was issued: nearly everything is a text.</summary>
    Issued,
}
