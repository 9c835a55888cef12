namespace AdoPat.Emulator.Audit;

/// <summary>What somebody does to a token; the words of the audit log.</summary>
internal enum TokenChange
{
    Create,
    Update,
    Revoke,
}
