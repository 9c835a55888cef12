namespace AdoPat.Secrets;

/// <summary>Where a secret stands in a text. Never empty, so that a search that goes on at its end gets ahead.</summary>
internal readonly record struct SecretSpan(int Start, int End);
