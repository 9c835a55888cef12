namespace AdoPat.Emulator.State;

/// <summary>The ways to take permissions from a role.</summary>
internal enum ApigeePermissionRemoval
{
    /// <summary><c>DELETE permissions/{verb}?path=</c>.</summary>
    Verb,

    /// <summary><c>DELETE permissions</c> with the resource in the body.</summary>
    Body,

    /// <summary><c>DELETE permissions?path=&amp;delete=true</c>.</summary>
    Query,
}
