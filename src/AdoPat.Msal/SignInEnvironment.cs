using System;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;

namespace AdoPat.Msal;

/// <summary>What this machine and this process allow a sign-in to do.</summary>
/// <param name="WhyUnattended">Why nobody can answer a prompt here, as a sentence; null when somebody can.</param>
/// <param name="CanOpenBrowser">True when a web browser would open where the user sees it.</param>
/// <param name="HasBroker">True when this build carries the account broker and the operating system has one.</param>
internal sealed record SignInEnvironment(string? WhyUnattended, bool CanOpenBrowser, bool HasBroker)
{
#if ADOPAT_BROKER
    private const bool BrokerIsCompiledIn = true;
#else
    private const bool BrokerIsCompiledIn = false;
#endif

    private static readonly string[] AutomationVariables = ["CI", "TF_BUILD", "JENKINS_URL", "TEAMCITY_VERSION"];

    private static readonly string[] LinuxBrowserVariables = ["DISPLAY", "WAYLAND_DISPLAY", "BROWSER", "WSL_DISTRO_NAME"];

    private static readonly string[] LinuxOpeners = ["xdg-open", "wslview"];

    /// <summary>Looks at this process.</summary>
    /// <returns>The facts.</returns>
    public static SignInEnvironment Detect()
    {
        bool onWindows = RuntimeInformation.IsOSPlatform(OSPlatform.Windows);
        OSPlatform platform = onWindows ? OSPlatform.Windows
            : RuntimeInformation.IsOSPlatform(OSPlatform.OSX) ? OSPlatform.OSX
            : OSPlatform.Linux;
        return From(platform, Environment.UserInteractive, Environment.GetEnvironmentVariable, FindOnPath);
    }

    /// <summary>Concludes from what an operating system tells.</summary>
    /// <param name="platform">The operating system.</param>
    /// <param name="userInteractive">Whether the process has a desktop (always true outside Windows).</param>
    /// <param name="variable">Reads an environment variable.</param>
    /// <param name="findOnPath">Finds a program on the PATH; null when it is not there.</param>
    /// <returns>The facts.</returns>
    public static SignInEnvironment From(
        OSPlatform platform, bool userInteractive, Func<string, string?> variable, Func<string, string?> findOnPath)
    {
        bool remote = !string.IsNullOrEmpty(variable("SSH_CONNECTION"));
        bool canOpenBrowser = platform == OSPlatform.Linux
            ? LinuxShowsBrowser(variable) && FindLinuxOpener(findOnPath) is not null
            : !remote;
        return new SignInEnvironment(
            WhyNobodyIsThere(userInteractive, variable), canOpenBrowser, BrokerIsCompiledIn && platform == OSPlatform.Windows);
    }

    /// <summary>The program that opens an address in the user's browser on Linux.</summary>
    /// <param name="findOnPath">Finds a program on the PATH; null when it is not there.</param>
    /// <returns>Its path, or null.</returns>
    public static string? FindLinuxOpener(Func<string, string?> findOnPath) =>
        LinuxOpeners.Select(findOnPath).FirstOrDefault(path => path is not null);

    /// <summary>Finds a program on the PATH of this process.</summary>
    /// <param name="program">Its file name.</param>
    /// <returns>Its path, or null.</returns>
    public static string? FindOnPath(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Where(directory => directory.Length > 0)
            .Select(directory => Path.Combine(directory, program))
            .FirstOrDefault(File.Exists);

    private static string? WhyNobodyIsThere(bool userInteractive, Func<string, string?> variable)
    {
        if (!userInteractive)
        {
            return "This process has no desktop to prompt on.";
        }

        string? name = AutomationVariables.FirstOrDefault(
            candidate => variable(candidate) is { Length: > 0 } value && !string.Equals(value, "false", StringComparison.OrdinalIgnoreCase));
        return name is null ? null : $"The environment variable {name} says that nobody is there to answer a prompt.";
    }

    // xdg-open reads BROWSER, which works without a display too (editors that forward the address to another machine).
    // Under sudo the browser would run as root with the wrong profile, and most browsers refuse that.
    private static bool LinuxShowsBrowser(Func<string, string?> variable) =>
        string.IsNullOrEmpty(variable("SUDO_USER"))
        && LinuxBrowserVariables.Any(name => !string.IsNullOrEmpty(variable(name)));
}
