using System.Text.Json.Serialization;

namespace AdoPat.Emulator.State;

/// <summary>A way in which sign-in fails, and for whom.</summary>
internal sealed class EntraCondition
{
    /// <summary>What happens.</summary>
    public required EntraConditionKind Kind { get; set; }

    /// <summary>The UPN it holds for; null for everybody.</summary>
    public string? User { get; set; }

    /// <summary>The tenant's domain it holds for; null for all.</summary>
    public string? Tenant { get; set; }

    /// <summary>The client id it holds for; null for all.</summary>
    public string? ClientId { get; set; }

    /// <summary>At which moment: a sign-in with the user present, a silent refresh, or both.</summary>
    public EntraMoment When { get; set; } = EntraMoment.Always;

    /// <summary>How often it happens before it is over; null for ever.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Times { get; set; }
}
