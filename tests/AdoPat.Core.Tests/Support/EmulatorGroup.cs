using Xunit;

namespace AdoPat.Core.Tests.Support;

/// <summary>The tests that share one emulator, and so run one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class EmulatorGroup : ICollectionFixture<Emulator>
{
    public const string Name = "One emulator";
}
