using System.Collections.Generic;
using AdoPat.Emulator.Hosting;
using Microsoft.AspNetCore.Http;

namespace AdoPat.Emulator.AzureDevOps;

/// <summary>A list, as Azure DevOps answers it.</summary>
internal static class ListAnswer
{
    /// <summary>Makes the answer.</summary>
    /// <param name="value">What is in the list.</param>
    /// <returns>200, with the items and their count.</returns>
    public static IResult Of(IReadOnlyCollection<object> value) => Results.Json(new { count = value.Count, value }, Json.Wire);
}
