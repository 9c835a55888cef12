using System;
using System.IO;
using System.Threading.Tasks;

namespace AdoPat.Benchmarks.Bare;

/// <summary>The yardstick: what AdoPat does, as plainly as it can be programmed. One line of JSON says what it cost.</summary>
internal static class Program
{
    private const string Usage =
        """
        Bare revoke URI LANES IDS WARM-UP-IDS             (files with an id on each line)
        Bare list URI
        Bare organizations URI LANES NAME-PREFIX COUNT
        Bare first-token URI TENANT CLIENT-ID CACHE-FOLDER CACHE-NAME
        """;

    public static async Task<int> Main(string[] args)
    {
        switch (args)
        {
            case ["revoke", var uri, var lanes, var ids, var warmUp]:
                await Revocations.RunAsync(new Uri(uri), Number(lanes), File.ReadLines(ids), File.ReadLines(warmUp));
                return 0;
            case ["list", var uri]:
                await Listings.OneAsync(new Uri(uri));
                return 0;
            case ["organizations", var uri, var lanes, var prefix, var count]:
                await Listings.ManyAsync(new Uri(uri), Number(lanes), prefix, Number(count));
                return 0;
            case ["first-token", var uri, var tenant, var clientId, var folder, var file]:
                await FirstToken.RunAsync(new Uri(uri), tenant, clientId, folder, file);
                return 0;
            default:
                await Console.Error.WriteLineAsync(Usage);
                return 2;
        }
    }

    private static int Number(string text) => int.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
