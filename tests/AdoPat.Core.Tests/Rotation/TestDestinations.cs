using System.Collections.Generic;
using System.Linq;
using AdoPat.Destinations;
using AdoPat.Models;

namespace AdoPat.Core.Tests.Rotation;

/// <summary>The destinations of one test, found by their names.</summary>
internal sealed class TestDestinations(IReadOnlyList<TestDestination> all) : IDestinationSource
{
    public IReadOnlyList<TestDestination> All => all;

    public IDestination Open(AdoPatDestination description) =>
        all.Single(destination => destination.Description.ToString() == description.ToString());
}
