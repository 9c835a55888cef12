using System.Threading;
using Xunit;

namespace AdoPat.Core.Tests.Rotation;

/// <summary>Counts what the schedules came across, so that a generator that makes no trouble is noticed.</summary>
internal sealed class FaultScheduleTally
{
    private int _kills;
    private int _done;
    private int _abandoned;
    private int _refused;
    private int _resumed;

    public void Killed() => Interlocked.Increment(ref _kills);

    public void Done() => Interlocked.Increment(ref _done);

    public void Abandoned() => Interlocked.Increment(ref _abandoned);

    public void Refused() => Interlocked.Increment(ref _refused);

    public void Resumed() => Interlocked.Increment(ref _resumed);

    public void AssertIsVaried()
    {
        string counts = $"{_kills} kills, {_done} done, {_abandoned} given up, {_refused} refused, {_resumed} resumed";
        Assert.True(_kills > 300 && _done > 500 && _abandoned > 50 && _refused > 20 && _resumed > 300, counts);
    }
}
