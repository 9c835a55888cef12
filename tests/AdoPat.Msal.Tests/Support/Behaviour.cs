namespace AdoPat.Msal.Tests.Support;

/// <summary>How the emulator's Entra ID behaves. Every test begins with all of it as usual.</summary>
/// <param name="AccessTokenSeconds">The life of access tokens.</param>
/// <param name="DeviceCodeSeconds">The life of device codes.</param>
/// <param name="DeviceCodeIntervalSeconds">The pause between two questions whether a device code was entered.</param>
/// <param name="SignIn">The user for whom every sign-in is approved; null for nobody.</param>
public sealed record Behaviour(
    int AccessTokenSeconds = 3600, int DeviceCodeSeconds = 900, int DeviceCodeIntervalSeconds = 1, string? SignIn = null);
