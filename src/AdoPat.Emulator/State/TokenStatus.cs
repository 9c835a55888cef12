namespace AdoPat.Emulator.State;

/// <summary>What became of a token.</summary>
internal enum TokenStatus
{
    Active,
    Expired,
    Revoked,
}
