using System;
using System.Collections.Generic;
using System.Linq;

namespace AdoPat.Destinations.Files;

/// <summary>An element of an XML text, and where it stands there. Positions are counted in characters.</summary>
internal sealed class XmlSpan(string name, XmlSpan? parent, int start)
{
    public string Name => name;

    public XmlSpan? Parent => parent;

    /// <summary>The first character of the start tag.</summary>
    public int Start => start;

    /// <summary>After the start tag.</summary>
    public int ContentStart { get; set; }

    /// <summary>The first character of the end tag; that of <see cref="End"/> when there is none.</summary>
    public int ContentEnd { get; set; }

    /// <summary>After the element.</summary>
    public int End { get; set; }

    public bool IsEmpty => ContentEnd == End;

    public List<XmlSpan> Children { get; } = [];

    /// <summary>The values of the attributes, without quotes.</summary>
    public Dictionary<string, (string Value, int Start, int Length)> Attributes { get; } = [];

    public XmlSpan? Child(string child) => Children.FirstOrDefault(element => element.Name == child);

    /// <summary>The child <c>add</c> with that key, whatever its case.</summary>
    public XmlSpan? Add(string key) => Children.LastOrDefault(
        element => element.Name == "add" && element.Attributes.TryGetValue("key", out var value) && string.Equals(value.Value, key, StringComparison.OrdinalIgnoreCase));
}
