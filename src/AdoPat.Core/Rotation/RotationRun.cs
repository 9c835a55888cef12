using System;
using System.Threading;
using System.Threading.Tasks;
using AdoPat.Models;

namespace AdoPat.Rotation;

/// <summary>One rotation, from the state it is in as far as it comes.</summary>
internal sealed class RotationRun(
    RotationTools tools, RotationRecord record, Func<AdoPatRotationResult, CancellationToken, Task>? deliver, bool isNew) : IDisposable
{
    public Task<AdoPatRotationResult> RunAsync(CancellationToken cancellationToken)
    {
        _ = (tools, record, deliver, isNew, cancellationToken);
        throw new NotImplementedException();
    }

    public void Dispose()
    {
    }
}
