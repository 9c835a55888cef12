using AdoPat.AzureDevOps;
using AdoPat.Destinations;
using AdoPat.Http;
using AdoPat.Sessions;

namespace AdoPat.Rotation;

/// <summary>What all rotations of a rotator share.</summary>
internal sealed class RotationTools(
    AdoPatSession session, RotationJournal journal, IDestinationSource destinations, IRotationObserver? observer, IRequestObserver? requests)
{
    public AdoPatSession Session => session;

    public RotationJournal Journal => journal;

    public IDestinationSource Destinations => destinations;

    public IRotationObserver? Observer => observer;

    public IRequestObserver? Requests => requests;

    public PatClient Client { get; } = new(session, requests);

    public TokenLists Lists => field ??= new TokenLists(session.Clock, Client);
}
