namespace AdoPat.Emulator.State;

/// <summary>How long a token may live at most.</summary>
internal sealed class LifespanPolicy : Policy
{
    /// <summary>Days from a token's creation to its end.</summary>
    public int Days { get; set; } = 90;
}
