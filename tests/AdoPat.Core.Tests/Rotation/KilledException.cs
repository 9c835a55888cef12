using System;

namespace AdoPat.Core.Tests.Rotation;

/// <summary>Stands for the end of the process: nothing of the code under test may make up for it.</summary>
internal sealed class KilledException(string where) : Exception(where);
