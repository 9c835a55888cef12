namespace AdoPat.Emulator.State;

/// <summary>Where a user's account is kept.</summary>
internal enum UserOrigin
{
    /// <summary>Microsoft Entra ID.</summary>
    Aad,

    /// <summary>A personal Microsoft account.</summary>
    Msa,
}
