using Xunit;

namespace AdoPat.Emulator.Tests.Contract;

/// <summary>The same as <see cref="DescriptionFactAttribute"/>, with data.</summary>
public sealed class DescriptionTheoryAttribute : TheoryAttribute
{
    public DescriptionTheoryAttribute() => Skip = new DescriptionFactAttribute().Skip;
}
