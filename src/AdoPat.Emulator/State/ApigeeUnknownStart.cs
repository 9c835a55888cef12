namespace AdoPat.Emulator.State;

/// <summary>How a search is answered that starts at a token that is not in the list any more.</summary>
internal enum ApigeeUnknownStart
{
    /// <summary>400, <c>invalid_access_token</c>.</summary>
    Refused,

    /// <summary>An empty page.</summary>
    Empty,

    /// <summary>The first page.</summary>
    FromBeginning,
}
