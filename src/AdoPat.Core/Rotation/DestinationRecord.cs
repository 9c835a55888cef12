using System.Collections.Generic;
using System.Text.Json.Serialization;
using AdoPat.Models;

namespace AdoPat.Rotation;

/// <summary>A destination, in the file of a rotation.</summary>
internal sealed class DestinationRecord
{
    public string Kind { get; set; } = "";

    public Dictionary<string, string> Settings { get; set; } = [];

    public bool IsWritten { get; set; }

    public string? Error { get; set; }

    /// <summary>As the caller gave it: it may hold what no file can, such as a script block.</summary>
    [JsonIgnore]
    public AdoPatDestination? Given { get; set; }

    public static DestinationRecord Of(AdoPatDestination destination)
    {
        DestinationRecord record = new() { Kind = destination.Kind, Given = destination };
        foreach (KeyValuePair<string, string> setting in destination.Settings)
        {
            record.Settings[setting.Key] = setting.Value;
        }

        return record;
    }

    public AdoPatDestination ToDestination() => Given ?? new AdoPatDestination { Kind = Kind, Settings = Settings };

    public DestinationOutcome ToOutcome() => new() { Destination = ToDestination(), IsWritten = IsWritten, Error = Error };
}
