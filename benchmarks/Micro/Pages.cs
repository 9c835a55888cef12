using System;
using System.Globalization;
using System.Linq;
using System.Text;
using System.Text.Json;
using AdoPat.AzureDevOps;
using AdoPat.AzureDevOps.Wire;
using AdoPat.Models;
using BenchmarkDotNet.Attributes;

namespace AdoPat.Benchmarks.Micro;

/// <summary>A page of a list, from the bytes of the wire to the objects that a user sees.</summary>
public class Pages
{
    private readonly byte[] _body = Encoding.UTF8.GetBytes(
        "{\"continuationToken\":\"YWN0aXZlL2Rpc3BsYXlOYW1l\",\"patTokens\":[" + string.Join(',', Enumerable.Range(0, 100).Select(Token)) + "]}");

    [Benchmark(Baseline = true)]
    public object Parse() => Read();

    [Benchmark]
    public PersonalAccessToken[] ParseAndMap() =>
        [.. Read().PatTokens!.Select(token => PatMapping.ToModel(token, "contoso", PatState.Active))];

    private static string Token(int number) => string.Create(
        CultureInfo.InvariantCulture,
        $$"""
        {"displayName":"pipeline {{number:D5}}","validTo":"2026-12-24T08:15:30.0566667Z","scope":"vso.code_write vso.packaging vso.build",
        "targetAccounts":["38aaa865-2c70-4bf7-a308-0c6539c38c1a"],"validFrom":"2026-11-24T08:15:30.0566667Z",
        "authorizationId":"{{new Guid(number, 0, 0, new byte[8])}}","token":null}
        """);

    private PagedPatTokensWire Read() => JsonSerializer.Deserialize(_body, AzureDevOpsJson.Default.PagedPatTokensWire)!;
}
