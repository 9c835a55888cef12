using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading.Tasks;

namespace AdoPat.Benchmarks.Bare;

/// <summary>Lists many tokens.</summary>
internal static class Listings
{
    private const string WarmUp = "fabrikam";

    /// <summary>All tokens of one organization, and the time until the first is there.</summary>
    public static async Task OneAsync(Uri uri)
    {
        using Service service = await SignedInAsync(uri);
        long start = Stopwatch.GetTimestamp();
        await FirstAsync(service, "contoso");
        TimeSpan first = Stopwatch.GetElapsedTime(start);
        await service.ForgetRequestsAsync();
        int count = 0;
        JsonObject cost = await Cost.OfAsync(async () => count = await CountAsync(service, "contoso"));
        cost["first"] = first.TotalSeconds;
        cost["count"] = count;
        Console.WriteLine(cost.ToJsonString());
    }

    /// <summary>All tokens of many organizations, each alone and then side by side.</summary>
    public static async Task ManyAsync(Uri uri, int lanes, string prefix, int count)
    {
        using Service service = await SignedInAsync(uri);
        string[] organizations = [.. Enumerable.Range(1, count).Select(number => $"{prefix}{number}")];
        List<double> alone = [];
        foreach (string organization in organizations)
        {
            long start = Stopwatch.GetTimestamp();
            await CountAsync(service, organization);
            alone.Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
        }

        await service.ForgetRequestsAsync();
        JsonObject cost = await Cost.OfAsync(() => Parallel.ForEachAsync(
            organizations, new ParallelOptions { MaxDegreeOfParallelism = lanes }, async (organization, _) => await CountAsync(service, organization)));
        cost["slowest"] = alone.Max();
        Console.WriteLine(cost.ToJsonString());
    }

    private static async Task<Service> SignedInAsync(Uri uri)
    {
        Service service = new(uri);
        await service.SignInAsync();
        await FirstAsync(service, WarmUp);
        await CountAsync(service, WarmUp);
        return service;
    }

    private static async Task FirstAsync(Service service, string organization)
    {
        await foreach (IReadOnlyList<Token> page in service.ListAsync(organization))
        {
            if (page.Count > 0)
            {
                return;
            }
        }
    }

    private static async Task<int> CountAsync(Service service, string organization)
    {
        int count = 0;
        await foreach (IReadOnlyList<Token> page in service.ListAsync(organization))
        {
            count += page.Count;
        }

        return count;
    }
}
