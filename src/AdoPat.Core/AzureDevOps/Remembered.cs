using System;
using System.Collections.Generic;
using System.Threading.Tasks;
using AdoPat.Models;

namespace AdoPat.AzureDevOps;

/// <summary>What was asked for once; what failed is asked for again, unless the same answer is sure. It may be used from many threads.</summary>
internal sealed class Remembered<TKey, T>
    where TKey : notnull
{
    private readonly Dictionary<TKey, Task<T>> _tasks = [];

    public Task<T> GetAsync(TKey key, Func<Task<T>> ask)
    {
        lock (_tasks)
        {
            if (!_tasks.TryGetValue(key, out Task<T>? task) || task.IsCanceled || (task.IsFaulted && !IsFinal(task)))
            {
                _tasks[key] = task = ask();
            }

            return task;
        }
    }

    private static bool IsFinal(Task task) => task.Exception!.InnerException is AdoPatException
    {
        ErrorId: ErrorIds.AdoUserNotFound or ErrorIds.AdoUserAmbiguous or ErrorIds.AdoAdministratorRequired,
    };
}
