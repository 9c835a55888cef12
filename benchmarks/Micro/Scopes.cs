using System.Collections.Generic;
using AdoPat.AzureDevOps;
using BenchmarkDotNet.Attributes;

namespace AdoPat.Benchmarks.Micro;

/// <summary>Sets of scopes, as a list is filtered by them and a rotation compares them.</summary>
public class Scopes
{
    private readonly string[] _held = ["vso.code_full", "vso.packaging_write", "vso.build_execute", "vso.work"];
    private readonly string[] _same = ["vso.work", "vso.code_full", "vso.code", "vso.packaging_write", "vso.build_execute"];
    private readonly string _text = "vso.code_full vso.packaging_write vso.build_execute vso.work";

    [Benchmark]
    public IReadOnlyList<string> Parse() => ScopeCatalog.Parse(_text);

    [Benchmark]
    public bool Covers() => ScopeCatalog.Covers(_held, "vso.code");

    [Benchmark]
    public IReadOnlyList<string> Expand() => ScopeCatalog.Expand(_held);

    [Benchmark]
    public IReadOnlyList<string> Minimize() => ScopeCatalog.Minimize(_held);

    [Benchmark]
    public bool AreEquivalent() => ScopeCatalog.AreEquivalent(_held, _same);
}
