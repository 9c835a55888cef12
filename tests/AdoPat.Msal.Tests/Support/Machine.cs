namespace AdoPat.Msal.Tests.Support;

/// <summary>Machines on which a sign-in happens.</summary>
internal static class Machine
{
    /// <summary>Somebody is there, and a browser can open.</summary>
    public static readonly SignInEnvironment Desktop = new(null, CanOpenBrowser: true, HasBroker: false);

    /// <summary>Somebody is there, on a terminal without a browser.</summary>
    public static readonly SignInEnvironment Terminal = Desktop with { CanOpenBrowser = false };

    /// <summary>A build job.</summary>
    public static readonly SignInEnvironment Unattended = new("Nobody is there.", CanOpenBrowser: false, HasBroker: false);
}
