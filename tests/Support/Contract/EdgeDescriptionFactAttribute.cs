using System.IO;
using Xunit;

namespace AdoPat.Tests.Support.Contract;

/// <summary>A test that needs the API descriptions of Apigee Edge beside the repository.</summary>
public sealed class EdgeDescriptionFactAttribute : FactAttribute
{
    public EdgeDescriptionFactAttribute() => Skip = Directory.Exists(Repository.EdgeSpecifications)
        ? null
        : "NOT RUN: it compares with the API descriptions of Apigee Edge, which are not part of this repository. "
            + "CONTRIBUTING.md says where to get them and where to put them.";
}
