using System;
using System.Globalization;
using System.IO.Enumeration;
using System.Linq;
using AdoPat.Emulator.State;
using Microsoft.AspNetCore.Http;

namespace AdoPat.Emulator.Control;

/// <summary>Which requests of the journal are asked for; what is null does not matter.</summary>
internal sealed record RequestFilter
{
    private static readonly string[] Known = ["method", "host", "path", "fault", "underWay", "carriedOut", "after", "waitSeconds"];

    public string? Method { get; init; }

    public string? Host { get; init; }

    /// <summary>The path on that host, with or without its query; <c>*</c> stands for anything.</summary>
    public string? Path { get; init; }

    /// <summary>The name of the fault that hit it.</summary>
    public string? Fault { get; init; }

    public bool? UnderWay { get; init; }

    public bool? CarriedOut { get; init; }

    /// <summary>Only requests with a higher number.</summary>
    public int After { get; init; }

    /// <summary>How long to wait until there is one.</summary>
    public TimeSpan Wait { get; init; }

    /// <summary>Reads the filter from an address.</summary>
    /// <param name="query">The query of the address.</param>
    /// <param name="filter">The filter.</param>
    /// <returns>Null, or what is wrong with the query.</returns>
    public static string? Read(IQueryCollection query, out RequestFilter filter)
    {
        filter = new RequestFilter();
        if (query.Keys.FirstOrDefault(name => !Known.Contains(name, Names.Comparer)) is { } unknown)
        {
            return $"'{unknown}' is none of {string.Join(", ", Known)}.";
        }

        try
        {
            filter = new RequestFilter
            {
                Method = Text(query, "method"),
                Host = Text(query, "host"),
                Path = Text(query, "path"),
                Fault = Text(query, "fault"),
                UnderWay = Text(query, "underWay") is { } underWay ? bool.Parse(underWay) : null,
                CarriedOut = Text(query, "carriedOut") is { } carriedOut ? bool.Parse(carriedOut) : null,
                After = int.Parse(Text(query, "after") ?? "0", CultureInfo.InvariantCulture),
                Wait = TimeSpan.FromSeconds(Math.Clamp(double.Parse(Text(query, "waitSeconds") ?? "0", CultureInfo.InvariantCulture), 0, 600)),
            };
            return null;
        }
        catch (FormatException wrong)
        {
            return wrong.Message;
        }
    }

    /// <summary>Whether a request is asked for.</summary>
    /// <param name="record">The request.</param>
    /// <returns>True when it is what the filter says.</returns>
    public bool Fits(RequestRecord record) => record.Number > After
        && (Method is null || Names.Same(Method, record.Method))
        && (Host is null || Names.Same(Host, record.Host))
        && (Path is null || HasPath(record.Path) || HasPath(record.Path + record.Query))
        && (Fault is null || string.Equals(Fault, record.Fault, StringComparison.Ordinal))
        && (UnderWay is not { } underWay || underWay == record.UnderWay)
        && (CarriedOut is not { } carriedOut || carriedOut == record.CarriedOut);

    private static string? Text(IQueryCollection query, string name) => query.TryGetValue(name, out var value) ? value.ToString() : null;

    private bool HasPath(string path) => FileSystemName.MatchesSimpleExpression(Path, path, ignoreCase: true);
}
