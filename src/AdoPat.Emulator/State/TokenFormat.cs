namespace AdoPat.Emulator.State;

/// <summary>The format of a personal access token.</summary>
internal enum TokenFormat
{
    /// <summary>84 characters with the signature AZDO.</summary>
    New,

    /// <summary>52 characters of base32.</summary>
    Legacy,
}
