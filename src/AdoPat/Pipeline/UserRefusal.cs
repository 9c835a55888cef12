using AdoPat.Models;

namespace AdoPat.Pipeline;

/// <summary>A refusal that is to be reported.</summary>
/// <param name="User">Whose tokens were not readable; null for those of everybody.</param>
/// <param name="Failure">Why.</param>
internal sealed record UserRefusal(AdoUser? User, AdoPatException Failure);
