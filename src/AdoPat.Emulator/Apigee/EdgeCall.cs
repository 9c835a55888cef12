using AdoPat.Emulator.State;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AdoPat.Emulator.Apigee;

/// <summary>A request to the management API that was let in.</summary>
/// <param name="Context">The request.</param>
/// <param name="User">Who sent it.</param>
/// <param name="Organization">The organization of its address.</param>
/// <param name="Body">What was sent.</param>
internal sealed record EdgeCall(HttpContext Context, ApigeeUser User, ApigeeOrganization Organization, string Body)
{
    /// <summary>A part of the address.</summary>
    /// <param name="name">The name in the route.</param>
    /// <returns>The part, decoded.</returns>
    public string this[string name] => (string)Context.GetRouteValue(name)!;

    /// <summary>A parameter of the query.</summary>
    /// <param name="name">The name.</param>
    /// <returns>The value; null when it is missing or empty.</returns>
    public string? Query(string name) => Context.Request.Query[name].ToString() is { Length: > 0 } text ? text : null;

    /// <summary>Whether a parameter of the query is <c>true</c>.</summary>
    /// <param name="name">The name.</param>
    /// <returns>False for all else.</returns>
    public bool Asks(string name) => Names.Same(Query(name), "true");
}
