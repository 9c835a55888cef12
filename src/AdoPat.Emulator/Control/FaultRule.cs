using System.Collections.Generic;
using System.Text.Json.Nodes;

namespace AdoPat.Emulator.Control;

/// <summary>A fault that is made on purpose, and the requests that it hits.</summary>
internal sealed class FaultRule
{
    /// <summary>Shown in <c>/_emulator/requests</c> at every request that was hit.</summary>
    public string Name { get; set; } = "fault";

    /// <summary>The HTTP method; null for any.</summary>
    public string? Method { get; set; }

    /// <summary>The host, such as <c>vssps.dev.azure.com</c>; null for any.</summary>
    public string? Host { get; set; }

    /// <summary>The path on that host, with or without its query; <c>*</c> stands for anything. Null for any.</summary>
    public string? Path { get; set; }

    /// <summary>The first matching request that is hit, counted from 1.</summary>
    public int Nth { get; set; } = 1;

    /// <summary>How many matching requests are hit from there on; null for all.</summary>
    public int? Count { get; set; } = 1;

    /// <summary>How much later the request is answered, in milliseconds.</summary>
    public int DelayMilliseconds { get; set; }

    /// <summary>The status of the answer; null lets the emulator answer.</summary>
    public int? Status { get; set; }

    /// <summary>Headers of the answer, beside its own.</summary>
    public Dictionary<string, string> Headers { get; set; } = [];

    /// <summary>The body of an answer with <see cref="Status"/>: a string as it is, anything else as JSON.</summary>
    public JsonNode? Body { get; set; }

    /// <summary>The connection is cut without an answer.</summary>
    public bool Cut { get; set; }

    /// <summary>The request is carried out first; only then the delay begins, the answer is replaced, or the connection cut.</summary>
    public bool AfterChange { get; set; }

    /// <summary>How many requests have matched so far.</summary>
    public int Matched { get; set; }
}
