using System;
using System.Threading;
using System.Threading.Tasks;
using AdoPat.Models;
using AdoPat.Sessions;

namespace AdoPat.Msal;

/// <summary>Signs users in to Microsoft Entra ID with MSAL.</summary>
public sealed class MsalSignIn : ISignIn
{
    private readonly SignInEnvironment? _environment;

    /// <summary>Makes a sign-in for the process it runs in, as it is at the time of each sign-in.</summary>
    public MsalSignIn()
    {
    }

    /// <summary>Makes a sign-in for what a machine is known to allow.</summary>
    /// <param name="environment">What it allows.</param>
    internal MsalSignIn(SignInEnvironment environment) => _environment = environment;

    /// <inheritdoc/>
    public async Task<IAccessTokenProvider> SignInAsync(
        SignInRequest request, ISignInPrompt prompt, CancellationToken cancellationToken)
    {
        if (request.Timeout <= TimeSpan.Zero || request.Timeout.TotalMilliseconds > int.MaxValue)
        {
            throw new AdoPatException(
                ErrorIds.InvalidArgument, $"The time limit {request.Timeout} was refused: it must be between 1 second and 24 days.");
        }

        using var limit = new TimeLimit(request.Timeout, cancellationToken);
        var chain = new SignInChain(new SignInContext(request, prompt, limit), SignInPlan.For(request, _environment ?? SignInEnvironment.Detect()));
        return await limit.RunAsync(chain.RunAsync).ConfigureAwait(false);
    }
}
