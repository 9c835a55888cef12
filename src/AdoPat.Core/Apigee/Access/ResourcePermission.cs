using System;
using System.Collections.Generic;
using System.Linq;

namespace AdoPat.Apigee.Access;

/// <summary>What a role may do on a path and all below it; <c>*</c> stands for any one part of a path.</summary>
/// <param name="Path">The path in the organization, such as <c>/oauth2</c>.</param>
/// <param name="Verbs"><c>get</c>, <c>put</c>, <c>delete</c>.</param>
internal sealed record ResourcePermission(string Path, IReadOnlyList<string> Verbs)
{
    private const string Any = "*";

    private readonly string[] _parts = Path.Split(['/'], StringSplitOptions.RemoveEmptyEntries);

    /// <summary>How many parts the path has, and how many of them are no <c>*</c>: the longer path is the more specific one, then the one with more names.</summary>
    public (int Length, int Names) Specificity => (_parts.Length, _parts.Count(part => part != Any));

    /// <summary>Whether the path is about a resource: its own, or one below it.</summary>
    public bool Covers(IReadOnlyList<string> resource) => _parts.Length <= resource.Count
        && _parts.Zip(resource, (own, wanted) => own == Any || string.Equals(own, wanted, StringComparison.OrdinalIgnoreCase)).All(isSame => isSame);

    /// <summary>The path that is about the same in one resource of the organization only; its own when it is about nothing else.</summary>
    public string Within(string resource) =>
        _parts.Length > 0 && string.Equals(_parts[0], resource, StringComparison.OrdinalIgnoreCase) ? Path : "/" + string.Join("/", _parts.Skip(1).Prepend(resource));

    /// <summary>Such as <c>get and put on /oauth2</c>.</summary>
    public override string ToString() => $"{string.Join(" and ", Verbs)} on {Path}";
}
