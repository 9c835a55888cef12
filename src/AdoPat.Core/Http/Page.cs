using System.Collections.Generic;

namespace AdoPat.Http;

/// <summary>A part of a list.</summary>
/// <param name="Items">What it holds.</param>
/// <param name="Next">Where the next page begins; null or empty when this is the last one.</param>
internal readonly record struct Page<T>(IReadOnlyList<T> Items, string? Next);
