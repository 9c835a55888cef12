using System;
using System.Threading;

namespace AdoPat.Http;

/// <summary>A request was given up before the service could have acted on it.</summary>
public sealed class NothingSentException : OperationCanceledException
{
    internal NothingSentException(CancellationToken cancellationToken)
        : base("It was given up before it was sent.", cancellationToken)
    {
    }
}
