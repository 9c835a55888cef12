using AdoPat.Secrets;
using BenchmarkDotNet.Attributes;

namespace AdoPat.Benchmarks.Micro;

/// <summary>What a token's characters say, and the search for tokens in a text. The values are made up.</summary>
public class TokenChecks
{
    private readonly string _current = new string('7', 52) + "JQQJ99BKACAAAAAAAAAAAAAS" + "AZDO" + "1234";
    private readonly string _old = new('b', 52);
    private readonly string _other = "not a token";
    private readonly string _log =
        $"request to https://dev.azure.com/contoso with {new string('7', 52)}JQQJ99BKACAAAAAAAAAAAAASAZDO1234 answered 200 after 25 ms";

    [Benchmark]
    public PatFormatCheck CurrentFormat() => PatFormatCheck.Of(_current);

    [Benchmark]
    public PatFormatCheck OldFormat() => PatFormatCheck.Of(_old);

    [Benchmark]
    public PatFormatCheck NoToken() => PatFormatCheck.Of(_other);

    [Benchmark]
    public string Redact() => Redaction.Redact(_log);
}
