using System;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Http;

namespace AdoPat.Emulator.Hosting;

/// <summary>
/// Gives every request one form of path, <c>/{host}/...</c>, whether the host came as the Host header or as the first
/// part of the path. The emulator's own pages, and Entra ID at the root of localhost, keep their path.
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
        else if (FirstSegment(path) is { } first && EmulatedHosts.TryGetPrefix(first, out prefix))
        {
            context.Request.Path = new PathString(prefix).Add(path.Value![(first.Length + 1)..]);
        }

        return next(context);
    }

    private static string? FirstSegment(PathString path)
    {
        string value = path.Value ?? "";
        int end = value.IndexOf('/', Math.Min(1, value.Length));
        string first = end < 0 ? value : value[..end];
        return first.Length > 1 ? first[1..] : null;
    }
}
