using AdoPat.Models;

namespace AdoPat.Destinations;

/// <summary>Opens destinations by their description, which is all that a journal keeps of them.</summary>
public interface IDestinationSource
{
    /// <summary>Opens a destination; reads and writes nothing yet.</summary>
    /// <param name="description">What it is.</param>
    /// <returns>The destination.</returns>
    /// <exception cref="AdoPatException"><see cref="ErrorIds.DestinationFailed"/>: there is no such kind, or not here.</exception>
    IDestination Open(AdoPatDestination description);
}
