using System;
using System.Threading;
using System.Threading.Tasks;
using AdoPat.Sessions;

namespace AdoPat.Core.Tests.Support;

/// <summary>A sign-in that asks nobody. It keeps what it was asked for.</summary>
internal sealed class SignInForTests(Func<Task<EmulatorTokens>> signIn) : ISignIn, ISignInPrompt
{
    public SignInRequest? Request { get; private set; }

    public async Task<IAccessTokenProvider> SignInAsync(SignInRequest request, ISignInPrompt prompt, CancellationToken cancellationToken)
    {
        Request = request;
        return await signIn();
    }

    public void Ask(string message) => throw new NotSupportedException(message);

    public void Warn(string message) => throw new NotSupportedException(message);

    public void Trace(string message) => throw new NotSupportedException(message);
}
