namespace AdoPat.Emulator.AzureDevOps;

/// <summary>A refusal to make or change a token.</summary>
/// <param name="Error">The code.</param>
/// <param name="Message">In words, which version 7.2 of the API tells.</param>
internal sealed record PatRefusal(PatError Error, string Message);
