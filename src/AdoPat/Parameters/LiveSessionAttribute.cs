using System;
using System.Management.Automation;
using AdoPat.Sessions;

namespace AdoPat.Parameters;

/// <summary>
/// Takes a session of this process. One that came out of a job, a remote session or a file is a copy without the
/// sign-in; PowerShell's own words for that would help nobody.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class LiveSessionAttribute : ArgumentTransformationAttribute
{
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        object? value = ParameterValues.Unwrap(inputData);
        return value is null or ISession
            ? value
            : throw new ArgumentTransformationMetadataException(
                "That is no session of this process. A session cannot be sent to a job, another process or a file, because its sign-in "
                + "stays behind: run Connect-AdoPat or Connect-Apigee there. Between runspaces of one process, pass it with $using:.");
    }
}
