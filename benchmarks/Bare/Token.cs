using System;

namespace AdoPat.Benchmarks.Bare;

/// <summary>A token in a list.</summary>
internal sealed record Token(string DisplayName, DateTimeOffset ValidFrom, DateTimeOffset ValidTo, string Scope, Guid[]? TargetAccounts, Guid AuthorizationId);
