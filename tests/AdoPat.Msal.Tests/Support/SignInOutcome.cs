namespace AdoPat.Msal.Tests.Support;

/// <summary>What came of a sign-in in another process.</summary>
/// <param name="Account">Who was signed in; null for nobody.</param>
/// <param name="Method">How.</param>
/// <param name="ErrorId">Why nobody was.</param>
/// <param name="Warnings">What the user was warned of.</param>
internal sealed record SignInOutcome(string? Account, string? Method, string? ErrorId, string[] Warnings);
