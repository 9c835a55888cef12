namespace AdoPat.Sessions;

/// <summary>What a sign-in has to say to the person in front of the screen. Called from any thread.</summary>
public interface ISignInPrompt
{
    /// <summary>Something the user must do now: "a browser window was opened", or a device code with its address.</summary>
    /// <param name="message">Complete sentences, ready to be shown.</param>
    void Ask(string message);

    /// <summary>Something the user should know: "the token cache is in memory only".</summary>
    /// <param name="message">Complete sentences, ready to be shown.</param>
    void Warn(string message);

    /// <summary>Detail for a verbose log. Never a secret.</summary>
    /// <param name="message">Complete sentences, ready to be shown.</param>
    void Trace(string message);
}
