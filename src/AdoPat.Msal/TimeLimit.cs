using System;
using System.Threading;
using System.Threading.Tasks;
using AdoPat.Models;
using AdoPat.Msal.Tokens;

namespace AdoPat.Msal;

/// <summary>The time one sign-in has, and the user's Ctrl+C: whichever comes first ends it.</summary>
internal sealed class TimeLimit : IDisposable
{
    private readonly CancellationToken _byUser;
    private readonly CancellationTokenSource _source;
    private readonly TimeSpan _timeout;
    private readonly DateTimeOffset _start = DateTimeOffset.UtcNow;

    /// <summary>Starts the clock.</summary>
    /// <param name="timeout">How long it may take.</param>
    /// <param name="byUser">The user's Ctrl+C.</param>
    public TimeLimit(TimeSpan timeout, CancellationToken byUser)
    {
        _timeout = timeout;
        _byUser = byUser;
        _source = CancellationTokenSource.CreateLinkedTokenSource(byUser);
        _source.CancelAfter(timeout);
    }

    /// <summary>What the sign-in waits for now, for the message when time is up: "the browser".</summary>
    public string WaitingFor { get; set; } = "the token cache";

    /// <summary>What is left, in words: "5 minutes".</summary>
    public string TimeLeft => InWords(_timeout - (DateTimeOffset.UtcNow - _start));

    /// <summary>Runs the work and comes back in time, even when the work ignores its cancellation token.</summary>
    /// <typeparam name="T">What the work gives.</typeparam>
    /// <param name="work">The work; it may block its thread (a keyring that asks to be unlocked does).</param>
    /// <returns>What the work gives.</returns>
    /// <exception cref="AdoPatException"><see cref="ErrorIds.SignInTimedOut"/>.</exception>
    /// <exception cref="OperationCanceledException">The user ended the wait.</exception>
    public async Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> work)
    {
        CancellationToken token = _source.Token;
        try
        {
            return await Task.Run(() => work(token), token).OrCancelledAsync(token).ConfigureAwait(false);
        }
        catch (Exception) when (_byUser.IsCancellationRequested)
        {
            throw new OperationCanceledException(_byUser);
        }
        catch (Exception e) when (token.IsCancellationRequested && e is not AdoPatException)
        {
            throw new AdoPatException(
                ErrorIds.SignInTimedOut,
                $"The sign-in was not completed within {InWords(_timeout)}; it was waiting for {WaitingFor}. "
                + "Run Connect-AdoPat again, with a larger -TimeoutSeconds when that was too short.");
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _source.Dispose();

    private static string InWords(TimeSpan time)
    {
        double seconds = Math.Max(1, Math.Round(time.TotalSeconds));
        return seconds >= 120 ? $"{Math.Round(time.TotalMinutes)} minutes" : seconds == 1 ? "1 second" : $"{seconds} seconds";
    }
}
