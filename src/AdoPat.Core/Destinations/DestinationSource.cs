using AdoPat.Http;
using AdoPat.Models;
using AdoPat.Sessions;

namespace AdoPat.Destinations;

/// <summary>Opens the kinds of destinations that need no PowerShell.</summary>
public sealed class DestinationSource : IDestinationSource
{
    private readonly AdoPatSession _session;
    private readonly IRequestObserver? _observer;

    /// <summary>Makes the source; it opens nothing yet.</summary>
    /// <param name="session">Who changes the destinations that are in Azure DevOps.</param>
    /// <param name="observer">Is told of every request; null for nobody.</param>
    public DestinationSource(AdoPatSession session, IRequestObserver? observer = null)
    {
        _session = session;
        _observer = observer;
    }

    /// <inheritdoc/>
    public IDestination Open(AdoPatDestination description)
    {
        if (description.HasPlaceholders())
        {
            throw description.Failed("it stands for a place for each token, and it was not said for which.");
        }

        return description.Kind switch
        {
            EnvironmentVariableDestination.Kind => EnvironmentVariableDestination.Open(description),
            FileDestination.Kind => FileDestination.Open(description),
            GitCredentialDestination.Kind => GitCredentialDestination.Open(description),
            NpmConfigDestination.Kind => NpmConfigDestination.Open(description),
            NuGetConfigDestination.Kind => NuGetConfigDestination.Open(description),
            ServiceConnectionDestination.Kind => ServiceConnectionDestination.Open(description, _session, _observer),
            VariableGroupDestination.Kind => VariableGroupDestination.Open(description, _session, _observer),
            YarnConfigDestination.Kind => YarnConfigDestination.Open(description),
            _ => throw description.Failed("there is no such kind here. It may be of a newer version of AdoPat, or one that is opened by its own command."),
        };
    }
}
