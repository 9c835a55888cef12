using Xunit;

namespace AdoPat.Emulator.Tests.Contract;

/// <summary>A test that needs the official API descriptions beside the repository.</summary>
public sealed class DescriptionFactAttribute : FactAttribute
{
    public DescriptionFactAttribute() => Skip = ApiDescription.Folder is null
        ? "Needs the official API descriptions in ../shared/specs/azure-devops, beside the repository."
        : null;
}
