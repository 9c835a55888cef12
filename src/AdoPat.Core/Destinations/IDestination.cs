using System.Security;
using System.Threading;
using System.Threading.Tasks;
using AdoPat.Models;

namespace AdoPat.Destinations;

/// <summary>A place that holds the secret of a token for those who use it: it is written to when the token is rotated.</summary>
/// <remarks>
/// Every call may be repeated: after a kill, nobody knows whether the last one was done. Failures are
/// <see cref="AdoPatException"/> with <see cref="ErrorIds.DestinationFailed"/>, and the message names the place and the way out.
/// Where a place that cannot be read has refused the write, and so certainly does not hold the secret, the failure has a
/// <see cref="AdoPatException.StatusCode"/> and not <see cref="AdoPatException.IsOutcomeUnknown"/>, or <see cref="UndoAsync"/>
/// says true: only then is the new token revoked at once.
/// </remarks>
public interface IDestination
{
    /// <summary>What the place is, without the secret.</summary>
    AdoPatDestination Description { get; }

    /// <summary>Whether <see cref="ReadAsync"/> gives back what was written, in another process too.</summary>
    bool CanRead { get; }

    /// <summary>Writes the secret; when this returns, it is there to stay.</summary>
    /// <param name="token">The new token with its secret.</param>
    /// <param name="cancellationToken">Ends the work. The old secret is then still there, or the new one is.</param>
    /// <returns>A task that ends when it is written.</returns>
    Task WriteAsync(IssuedPersonalAccessToken token, CancellationToken cancellationToken);

    /// <summary>Reads what is there now.</summary>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>The secret; null when there is none, or when <see cref="CanRead"/> is false.</returns>
    Task<SecureString?> ReadAsync(CancellationToken cancellationToken);

    /// <summary>Takes a write back.</summary>
    /// <param name="previous">What <see cref="ReadAsync"/> gave before the write; null to remove the secret.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>Whether it could be taken back: a place that cannot be read cannot be put back either.</returns>
    Task<bool> UndoAsync(SecureString? previous, CancellationToken cancellationToken);
}
