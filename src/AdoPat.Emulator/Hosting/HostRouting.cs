using System;
using System.Threading.Tasks;
using AdoPat.Emulator.Control;
using Microsoft.AspNetCore.Http;

namespace AdoPat.Emulator.Hosting;

/// <summary>
/// Gives every request one form of path, <c>/{host}/...</c>, whether the host came as the Host header or as the first
/// part of the path. What is neither, and not the emulator's own, is for Entra ID: there an authority is
/// <c>https://localhost:N/{tenant}</c>.
/// </summary>
internal sealed class HostRouting(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        PathString path = context.Request.Path;
        if (EmulatedHosts.TryGetPrefix(context.Request.Host.Host, out string prefix))
        {
            // A client that names the host twice means the same.
            context.Request.Path = path.StartsWithSegments(prefix, StringComparison.OrdinalIgnoreCase)
                ? path
                : new PathString(prefix).Add(path);
        }
        else if (EmulatedHosts.TryGetPrefix(FirstSegment(path), out prefix))
        {
            context.Request.Path = new PathString(prefix).Add(path.Value![(FirstSegment(path).Length + 1)..]);
        }
        else if (!ControlRoutes.IsOwn(path))
        {
            context.Request.Path = new PathString("/" + EmulatedHosts.EntraLogin).Add(path);
        }

        return next(context);
    }

    private static string FirstSegment(PathString path) => path.Value?.Split('/', 3) is [_, var first, ..] ? first : "";
}
