namespace AdoPat.Emulator.State;

/// <summary>When a condition of Entra ID holds.</summary>
internal enum EntraMoment
{
    /// <summary>At every request for a token.</summary>
    Always,

    /// <summary>When the user is there: browser and device code.</summary>
    SignIn,

    /// <summary>When a refresh token is spent.</summary>
    Refresh,
}
