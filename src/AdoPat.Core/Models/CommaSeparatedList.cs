using System.Collections.Generic;
using System.Collections.ObjectModel;

namespace AdoPat.Models;

/// <summary>A list whose text is its items with commas between, for names that may hold spaces: what <c>Export-Csv</c> puts into a cell.</summary>
/// <typeparam name="T">What it holds.</typeparam>
public sealed class CommaSeparatedList<T> : ReadOnlyCollection<T>
{
    /// <summary>Makes the list.</summary>
    /// <param name="items">What it shall hold; copied. Null for nothing.</param>
    public CommaSeparatedList(IEnumerable<T>? items)
        : base([.. items ?? []])
    {
    }

    /// <summary>The items.</summary>
    /// <returns>A text such as <c>Orders, Stock keeping</c>.</returns>
    public override string ToString() => string.Join(", ", this);
}
