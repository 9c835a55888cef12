using AdoPat.Models;
using AdoPat.Rotation;

namespace AdoPat.Pipeline;

/// <summary>Shows the steps of rotations with <c>-Verbose</c>.</summary>
internal sealed class RotationLog(IPipelineWriter pipeline) : IRotationObserver
{
    public void Doing(AdoPatRotation rotation, string doing)
    {
        if (pipeline.IsVerbose)
        {
            pipeline.Verbose($"{rotation}: {doing}");
        }
    }

    public void Warn(string message) => pipeline.Warning(message);
}
