namespace AdoPat.Emulator.State;

/// <summary>What <c>meta.next</c> is on the last page of a search.</summary>
internal enum ApigeeLastPage
{
    /// <summary>It is left out.</summary>
    Missing,

    /// <summary>It is null.</summary>
    Null,

    /// <summary>It is an empty text.</summary>
    Empty,

    /// <summary>It is the first token of the last page again.</summary>
    Itself,

    /// <summary>It is the first token of all: who follows it goes in circles.</summary>
    First,
}
