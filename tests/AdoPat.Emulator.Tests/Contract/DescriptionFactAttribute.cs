using AdoPat.Tests.Support.Contract;
using Xunit;

namespace AdoPat.Emulator.Tests.Contract;

/// <summary>A test that needs the official API descriptions beside the repository.</summary>
public sealed class DescriptionFactAttribute : FactAttribute
{
    public DescriptionFactAttribute() => Skip = ApiDescription.Folder is null
        ? "NOT RUN: it compares with Microsoft's API descriptions of Azure DevOps, which are not part of this repository. "
            + "CONTRIBUTING.md says where to get them and where to put them."
        : null;
}
