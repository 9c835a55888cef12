using AdoPat.Emulator.State;
using Microsoft.AspNetCore.Http;

namespace AdoPat.Emulator.AzureDevOps;

/// <summary>A request that was let in.</summary>
/// <param name="Context">The HTTP request.</param>
/// <param name="Caller">Who sent it.</param>
/// <param name="Version">The version to answer in.</param>
internal sealed record ApiCall(HttpContext Context, Caller Caller, ApiVersion Version)
{
    /// <summary>The organization of the address; null for resources above organizations.</summary>
    public Organization? Organization { get; init; }

    /// <summary>The user who sent it.</summary>
    public User User => Caller.User!;
}
