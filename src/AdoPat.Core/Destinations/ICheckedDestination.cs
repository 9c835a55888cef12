using System.Threading;
using System.Threading.Tasks;
using AdoPat.Models;

namespace AdoPat.Destinations;

/// <summary>A destination that can tell beforehand whether it could be written, without a secret.</summary>
public interface ICheckedDestination : IDestination
{
    /// <summary>Checks whether a secret could be written.</summary>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>A task that ends when it is known.</returns>
    /// <exception cref="AdoPatException"><see cref="ErrorIds.DestinationFailed"/>: it could not; the message says why.</exception>
    Task CheckAsync(CancellationToken cancellationToken);
}
