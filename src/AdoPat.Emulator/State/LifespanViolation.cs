namespace AdoPat.Emulator.State;

/// <summary>What happens to a validTo beyond the tenant's longest lifespan.</summary>
internal enum LifespanViolation
{
    /// <summary>It is shortened without a word, as the documentation of 7.2 says.</summary>
    Clamp,

    /// <summary>It is refused with <c>patLifespanPolicyViolation</c>, as was seen earlier.</summary>
    Refuse,
}
