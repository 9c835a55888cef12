using AdoPat.Pipeline;

namespace AdoPat.Sessions;

/// <summary>Shows a sign-in's words to the person at the console; the output stays clean.</summary>
internal sealed class SignInPrompt(IPipelineWriter pipeline) : ISignInPrompt
{
    public void Ask(string message) => pipeline.Host(message);

    public void Warn(string message) => pipeline.Warning(message);

    public void Trace(string message) => pipeline.Verbose(message);
}
