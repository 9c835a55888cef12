using System;
using System.Collections.Generic;
using System.Security;
using System.Threading;
using System.Threading.Tasks;
using AdoPat.Destinations;
using AdoPat.Models;
using AdoPat.Secrets;

namespace AdoPat.Core.Tests.Rotation;

/// <summary>A destination in memory. It outlives the rotators that write to it.</summary>
internal sealed class TestDestination(string name, bool canRead = true) : IDestination
{
    public AdoPatDestination Description { get; } = new()
    {
        Kind = "Test",
        Settings = new Dictionary<string, string> { ["name"] = name },
    };

    public bool CanRead => canRead;

    /// <summary>What it holds; null for nothing.</summary>
    public string? Held { get; set; }

    public int Writes { get; private set; }

    /// <summary>Is called before and after each thing that is done, and may throw.</summary>
    public Action<string>? Interfere { get; set; }

    public static AdoPatException Failure(string what) => new(ErrorIds.DestinationFailed, $"The test wanted that {what} fails.");

    public Task WriteAsync(IssuedPersonalAccessToken token, CancellationToken cancellationToken)
    {
        Interfere?.Invoke("before write");
        Held = SecretText.ToPlainText(token.Token);
        Writes++;
        Interfere?.Invoke("after write");
        return Task.CompletedTask;
    }

    public Task<SecureString?> ReadAsync(CancellationToken cancellationToken)
    {
        Interfere?.Invoke("read");
        return Task.FromResult(canRead && Held is not null ? SecretText.ToSecureString(Held) : null);
    }

    public Task<bool> UndoAsync(SecureString? previous, CancellationToken cancellationToken)
    {
        Interfere?.Invoke("before undo");
        if (canRead)
        {
            Held = previous is null ? null : SecretText.ToPlainText(previous);
            Interfere?.Invoke("after undo");
        }

        return Task.FromResult(canRead);
    }
}
