using System;

namespace AdoPat.AzureDevOps.Wire;

internal sealed class ProfileWire
{
    public Guid Id { get; set; }
}

internal sealed class AccountWire
{
    public Guid AccountId { get; set; }

    public string? AccountName { get; set; }
}

internal sealed class AccountListWire
{
    public AccountWire[]? Value { get; set; }
}
