using System;
using System.Threading.Tasks;
using AdoPat.Emulator.Control;
using AdoPat.Emulator.Hosting;
using Microsoft.AspNetCore.Http;

namespace AdoPat.Emulator.AzureDevOps;

/// <summary>The headers by which support finds a request; they are on every answer of Azure DevOps.</summary>
internal sealed class ServiceHeaders(RequestDelegate next)
{
    private static readonly string ProcessId = Guid.NewGuid().ToString();

    public Task InvokeAsync(HttpContext context)
    {
        if (IsAzureDevOps(context.Request.Path))
        {
            string activity = Guid.NewGuid().ToString();
            IHeaderDictionary headers = context.Response.Headers;
            headers["ActivityId"] = activity;
            headers["X-VSS-E2EID"] = Guid.TryParse(context.Request.Headers["X-VSS-E2EID"], out Guid chosen) ? chosen.ToString() : activity;
            headers["X-TFS-Session"] = Guid.TryParse(context.Request.Headers["X-TFS-Session"], out Guid session) ? session.ToString() : activity;
            headers["X-TFS-ProcessId"] = ProcessId;
        }

        return next(context);
    }

    private static bool IsAzureDevOps(PathString path) =>
        !ControlRoutes.IsOwn(path) && !EmulatedHosts.IsApigee(path) && !path.StartsWithSegments("/" + EmulatedHosts.EntraLogin, StringComparison.OrdinalIgnoreCase);
}
