using System;
using System.Collections.Concurrent;
using AdoPat.Models;
using AdoPat.Rotation;

namespace AdoPat.Core.Tests.Rotation;

/// <summary>Keeps what it is told of rotations, and may throw.</summary>
internal sealed class TestRotationObserver : IRotationObserver
{
    public ConcurrentQueue<(RotationState State, string What)> Steps { get; } = new();

    public ConcurrentQueue<string> Warnings { get; } = new();

    public Action<string>? Interfere { get; set; }

    public void Doing(AdoPatRotation rotation, string what)
    {
        Steps.Enqueue((rotation.State, what));
        Interfere?.Invoke(what);
    }

    public void Warn(string message) => Warnings.Enqueue(message);
}
