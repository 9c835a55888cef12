using System;
using System.Collections.Generic;
using System.Threading.Tasks;

namespace AdoPat.AzureDevOps;

/// <summary>What was asked for once; what failed is asked for again. It may be used from many threads.</summary>
internal sealed class Remembered<TKey, T>
    where TKey : notnull
{
    private readonly Dictionary<TKey, Task<T>> _tasks = [];

    public Task<T> GetAsync(TKey key, Func<Task<T>> ask)
    {
        lock (_tasks)
        {
            if (!_tasks.TryGetValue(key, out Task<T>? task) || task.IsFaulted || task.IsCanceled)
            {
                _tasks[key] = task = ask();
            }

            return task;
        }
    }
}
