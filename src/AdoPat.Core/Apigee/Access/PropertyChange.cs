namespace AdoPat.Apigee.Access;

/// <summary>What becomes of a property of an organization.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Before">Its value; null when the organization does not have it.</param>
/// <param name="After">The value that it gets.</param>
internal readonly record struct PropertyChange(string Name, string? Before, string After)
{
    public override string ToString() => $"{Name}: {(Before is null ? "not set" : $"'{Before}'")} -> '{After}'";
}
