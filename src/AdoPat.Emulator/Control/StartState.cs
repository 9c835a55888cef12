using System;
using System.IO;
using AdoPat.Emulator.Hosting;
using AdoPat.Emulator.State;

namespace AdoPat.Emulator.Control;

/// <summary>The state that the command line asks for, at the start and after a reset.</summary>
internal sealed class StartState(EmulatorOptions options)
{
    /// <summary>Replaces the state.</summary>
    /// <param name="state">The state, held by the caller.</param>
    /// <exception cref="SeedException">The seed file is not of the right shape.</exception>
    public void Load(EmulatorState state)
    {
        string json = options.SeedFile is { } file ? File.ReadAllText(file) : DefaultSeed.Read();
        SeedDocument seed = state.Json.Read(json, new Behaviour());
        state.Clear();
        state.Add(seed);
        Behaviour behaviour = state.Behaviour;
        behaviour.SignIn = options.SignIn ?? behaviour.SignIn;
        behaviour.LatencyMilliseconds = options.Latency > TimeSpan.Zero ? (int)options.Latency.TotalMilliseconds : behaviour.LatencyMilliseconds;
        behaviour.AccessTokenSeconds = (int?)options.TokenLifetime?.TotalSeconds ?? behaviour.AccessTokenSeconds;
        behaviour.Throttling.Budget = options.Budget ?? behaviour.Throttling.Budget;
        if (behaviour.SignIn is { } upn && state.UserOf(upn) is null)
        {
            throw new SeedException($"--sign-in names '{upn}', who is not among the users.");
        }
    }
}
