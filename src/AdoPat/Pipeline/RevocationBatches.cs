using System.Collections.Generic;
using System.Linq;
using AdoPat.AzureDevOps.Administration;

namespace AdoPat.Pipeline;

/// <summary>Collects tokens of other users, by organization and kind, until there are as many as one request takes.</summary>
internal sealed class RevocationBatches
{
    private readonly Dictionary<(string Organization, bool IsSshKeys), List<PatTarget>> _batches = [];

    /// <summary>Adds a token.</summary>
    /// <returns>A full batch to send; null when it is not full yet.</returns>
    public IReadOnlyList<PatTarget>? Add(PatTarget target)
    {
        (string, bool) key = (target.Organization.ToUpperInvariant(), target.Token!.IsSshKey);
        if (!_batches.TryGetValue(key, out List<PatTarget>? batch))
        {
            _batches.Add(key, batch = []);
        }

        batch.Add(target);
        return batch.Count < TokenAdministrationClient.MostRevocations ? null : Take(key);
    }

    /// <summary>Takes out what is left, batch by batch.</summary>
    public IEnumerable<IReadOnlyList<PatTarget>> TakeRest() => _batches.Keys.ToArray().Select(Take);

    private List<PatTarget> Take((string, bool) key)
    {
        List<PatTarget> batch = _batches[key];
        _batches.Remove(key);
        return batch;
    }
}
