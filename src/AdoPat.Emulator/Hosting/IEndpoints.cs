using Microsoft.AspNetCore.Routing;

namespace AdoPat.Emulator.Hosting;

/// <summary>A few addresses that belong together.</summary>
internal interface IEndpoints
{
    /// <summary>Adds them to the server.</summary>
    /// <param name="routes">The server's routes; paths begin with the host, as <see cref="HostRouting"/> makes them.</param>
    void Map(IEndpointRouteBuilder routes);
}
