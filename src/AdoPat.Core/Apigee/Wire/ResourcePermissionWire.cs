namespace AdoPat.Apigee.Wire;

// Of the User Roles API.
internal sealed class ResourcePermissionsWire
{
    public ResourcePermissionWire?[]? ResourcePermission { get; set; }
}

internal sealed class ResourcePermissionWire
{
    public string? Path { get; set; }

    public string?[]? Permissions { get; set; }
}
