using System.Collections.Generic;
using System.Collections.ObjectModel;

namespace AdoPat.Models;

/// <summary>
/// A list whose text is its items with spaces between, as the service writes scopes: what <c>Export-Csv</c> puts into
/// a cell, and <c>New-AdoPat</c> reads from it.
/// </summary>
/// <typeparam name="T">What it holds.</typeparam>
public sealed class SpaceSeparatedList<T> : ReadOnlyCollection<T>
{
    /// <summary>Makes the list.</summary>
    /// <param name="items">What it shall hold; copied. Null for nothing.</param>
    public SpaceSeparatedList(IEnumerable<T>? items)
        : base([.. items ?? []])
    {
    }

    /// <summary>The items.</summary>
    /// <returns>A text such as <c>vso.code vso.build</c>.</returns>
    public override string ToString() => string.Join(" ", this);
}
