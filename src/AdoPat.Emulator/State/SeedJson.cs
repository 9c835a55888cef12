using System;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace AdoPat.Emulator.State;

/// <summary>Reads and writes the JSON shape of seed and state.</summary>
internal sealed class SeedJson
{
    private static readonly JsonDocumentOptions Lenient = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    private readonly JsonSerializerOptions _options;

    /// <summary>Prepares for reading and writing.</summary>
    /// <param name="clock">What relative times are relative to.</param>
    public SeedJson(EmulatorClock clock) => _options = new JsonSerializerOptions(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        IgnoreReadOnlyProperties = true,
        WriteIndented = true,
        Converters =
        {
            new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false),
            new SeedTimeConverter(clock),
        },
    };

    /// <summary>Reads a seed.</summary>
    /// <param name="json">JSON; comments and trailing commas are fine, unknown names are not.</param>
    /// <param name="behaviour">The switches as they are; those that the seed does not name stay so.</param>
    /// <returns>The seed.</returns>
    /// <exception cref="SeedException">It is not of the right shape.</exception>
    public SeedDocument Read(string json, Behaviour behaviour)
    {
        try
        {
            JsonNode? seed = JsonNode.Parse(json, documentOptions: Lenient);
            (seed as JsonObject)?.Remove("$schema");
            if (seed?["behaviour"] is JsonObject changes)
            {
                seed["behaviour"] = Merged(JsonSerializer.SerializeToNode(behaviour, _options)!.AsObject(), changes);
            }

            return seed.Deserialize<SeedDocument>(_options) ?? throw new SeedException("The seed is null.");
        }
        catch (Exception wrong) when (wrong is JsonException or InvalidOperationException)
        {
            throw new SeedException(
                $"The seed is not of the shape that docs/emulator.md describes: {wrong.Message} {(wrong as JsonException)?.Path}".TrimEnd(), wrong);
        }
    }

    /// <summary>Writes the state.</summary>
    /// <param name="document">The state.</param>
    /// <returns>JSON.</returns>
    public string Write(SeedDocument document) => JsonSerializer.Serialize(document, _options);

    private static JsonObject Merged(JsonObject all, JsonObject changes)
    {
        foreach ((string name, JsonNode? value) in changes)
        {
            all[name] = all[name] is JsonObject inner && value is JsonObject innerChanges
                ? Merged(inner.DeepClone().AsObject(), innerChanges)
                : value?.DeepClone();
        }

        return all;
    }

    private sealed class SeedTimeConverter(EmulatorClock clock) : JsonConverter<DateTime>
    {
        public override DateTime Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.String && RelativeTime.TryRead(reader.GetString(), clock.UtcNow, out DateTime time)
                ? time
                : throw new JsonException("A time is an ISO 8601 date, or relative to now, such as \"+30d\" or \"-12h\".");

        public override void Write(Utf8JsonWriter writer, DateTime value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value);
    }
}
