namespace AdoPat.Models;

/// <summary>How much a finding matters.</summary>
public enum FindingSeverity
{
    /// <summary>Good to know; nothing has to be done.</summary>
    Information,

    /// <summary>Something should be done.</summary>
    Warning,

    /// <summary>A rule is broken.</summary>
    Error,
}
