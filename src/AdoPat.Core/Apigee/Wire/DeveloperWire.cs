namespace AdoPat.Apigee.Wire;

// Of the Developers API.
internal sealed class DevelopersWire
{
    public DeveloperWire?[]? Developer { get; set; }
}

internal sealed class DeveloperWire
{
    public string? DeveloperId { get; set; }

    public string? Email { get; set; }

    public string? UserName { get; set; }

    public string? FirstName { get; set; }

    public string? LastName { get; set; }

    public string? Status { get; set; }

    public string?[]? Apps { get; set; }
}
