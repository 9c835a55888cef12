using System;
using System.Collections.Generic;
using System.Threading.Tasks;

namespace AdoPat.Benchmarks.Bare;

/// <summary>Revokes many tokens.</summary>
internal static class Revocations
{
    public static async Task RunAsync(Uri uri, int lanes, IEnumerable<string> ids, IEnumerable<string> warmUp)
    {
        using Service service = new(uri);
        await service.SignInAsync();
        await RevokeAsync(service, lanes, warmUp);
        await service.ForgetRequestsAsync();
        Console.WriteLine((await Cost.OfAsync(() => RevokeAsync(service, lanes, ids))).ToJsonString());
    }

    private static Task RevokeAsync(Service service, int lanes, IEnumerable<string> ids) => Parallel.ForEachAsync(
        ids, new ParallelOptions { MaxDegreeOfParallelism = lanes }, async (id, stop) => await service.RevokeAsync(id, stop));
}
