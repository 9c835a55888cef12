namespace AdoPat.Emulator.State;

/// <summary>The organization's policy that stops the creation of tokens.</summary>
internal sealed class CreationPolicy : Policy
{
    /// <summary>The sub-policy: tokens with none but packaging scopes may be made by everybody.</summary>
    public bool AllowPackagingScopes { get; set; }
}
