using System;
using System.Linq;
using System.Management.Automation;

namespace AdoPat.Parameters;

/// <summary>Takes what New-AdoPatDestination makes. A text might be a path, a name or an address: it is not guessed which.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class DestinationListAttribute : ArgumentTransformationAttribute
{
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) =>
        IsText(inputData) || LanguagePrimitives.GetEnumerable(inputData)?.Cast<object?>().Any(IsText) == true
            ? throw new ArgumentTransformationMetadataException(
                "A text is no destination. New-AdoPatDestination makes one: New-AdoPatDestination -Path ./token.pat for a file, "
                + "-SecretName for a vault, and so on.")
            : inputData;

    private static bool IsText(object? value) => ParameterValues.Unwrap(value) is string;
}
