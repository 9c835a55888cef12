using System;
using System.IO;
using AdoPat.Tests.Support;
using Xunit;

namespace AdoPat.Core.Tests.Contract;

/// <summary>A test that needs the official API descriptions; skipped, and said so, where they are not.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SpecificationFactAttribute : FactAttribute
{
    public SpecificationFactAttribute()
    {
        if (!Directory.Exists(Repository.Specifications))
        {
            Skip = "NOT RUN: it compares with Microsoft's API descriptions of Azure DevOps, which are not part of this repository. "
                + "CONTRIBUTING.md says where to get them and where to put them.";
        }
    }
}
