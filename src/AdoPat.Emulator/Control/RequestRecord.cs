using System;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace AdoPat.Emulator.Control;

/// <summary>What <c>/_emulator/requests</c> tells of one request. It never holds a secret.</summary>
internal sealed class RequestRecord
{
    /// <summary>Counts from 1, in the order in which requests began.</summary>
    public int Number { get; set; }

    /// <summary>When it began, by the emulator's clock, UTC.</summary>
    public DateTime Time { get; init; }

    public required string Method { get; init; }

    /// <summary>The emulated host; <c>localhost</c> for the emulator's own pages.</summary>
    public required string Host { get; set; }

    /// <summary>The path on that host; a token in it is masked.</summary>
    public required string Path { get; set; }

    /// <summary>The query, with its question mark; secrets in it are masked.</summary>
    public string Query { get; init; } = "";

    /// <summary>The connection that it came by; requests of one connection have the same.</summary>
    public string Connection { get; init; } = "";

    /// <summary>It has arrived, and is neither answered nor given up yet.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool UnderWay { get; set; }

    /// <summary>A fault with afterChange holds the answer back, or loses it: the change itself has been made.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool CarriedOut { get; set; }

    /// <summary>The status of the answer; 0 when there is none: it is under way, the connection was cut, or the client has gone.</summary>
    public int Status { get; set; }

    /// <summary>The UPN, or with Apigee the e-mail address, of whoever was recognised.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? User { get; set; }

    /// <summary>How the caller showed who it is: <c>Bearer</c> or <c>Basic</c>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Authentication { get; init; }

    /// <summary>The client, for calls of Entra ID.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ClientId { get; set; }

    /// <summary>For calls of the token endpoint.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? GrantType { get; set; }

    /// <summary>Whether there is nobody to answer any more.</summary>
    [JsonIgnore]
    public bool IsCut { get; set; }

    /// <summary>The fault that was made, when there was one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Fault { get; set; }

    /// <summary>How long the answer took.</summary>
    public double Milliseconds { get; set; }

    /// <summary>What was sent, for tokens/pats, tokenadmin, and the properties and roles of Apigee; XML is a text.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public JsonElement? RequestBody { get; set; }

    /// <summary>What was answered, for the same; the token's value is masked.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public JsonElement? ResponseBody { get; set; }
}
