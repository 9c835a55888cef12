namespace AdoPat.Rotation;

/// <summary>What became of the search for the new secret.</summary>
internal enum RecoveredSecret
{
    /// <summary>A destination gave it back.</summary>
    Found,

    /// <summary>No destination that can be read holds it.</summary>
    Gone,

    /// <summary>A destination that may hold it could not be read; the rotation was stopped.</summary>
    Unknown,
}
