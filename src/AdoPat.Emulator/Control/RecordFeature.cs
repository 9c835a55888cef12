using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace AdoPat.Emulator.Control;

/// <summary>Gives the code that answers a request access to its record.</summary>
internal static class RecordFeature
{
    /// <summary>The record of this request.</summary>
    /// <param name="context">The request.</param>
    /// <returns>The record; it is there for every request of an emulated service.</returns>
    public static RequestRecord Record(this HttpContext context) => context.Features.GetRequiredFeature<RequestRecord>();
}
