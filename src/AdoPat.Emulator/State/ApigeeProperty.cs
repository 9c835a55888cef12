namespace AdoPat.Emulator.State;

/// <summary>A name and a value: a property of an Apigee organization, or an attribute of what is in it.</summary>
internal sealed class ApigeeProperty
{
    /// <summary>The name.</summary>
    public required string Name { get; set; }

    /// <summary>The value, always a text.</summary>
    public string Value { get; set; } = "";
}
