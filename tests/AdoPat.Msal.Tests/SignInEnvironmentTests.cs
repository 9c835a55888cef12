using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.InteropServices;
using Xunit;

namespace AdoPat.Msal.Tests;

public sealed class SignInEnvironmentTests
{
    [Theory]
    [InlineData("DISPLAY=:0", true)]
    [InlineData("WAYLAND_DISPLAY=wayland-0", true)]
    [InlineData("BROWSER=/opt/helper", true)]
    [InlineData("WSL_DISTRO_NAME=Debian", true)]
    [InlineData("", false)]
    [InlineData("DISPLAY=", false)]
    [InlineData("DISPLAY=:0 SUDO_USER=ada", false)]
    [InlineData("DISPLAY=localhost:10.0 SSH_CONNECTION=1", true)]
    public void On_Linux_a_browser_opens_where_a_display_or_BROWSER_is(string variables, bool expected) =>
        Assert.Equal(expected, Linux(variables, "xdg-open").CanOpenBrowser);

    [Theory]
    [InlineData("xdg-open", true)]
    [InlineData("wslview", true)]
    [InlineData("firefox", false)]
    public void On_Linux_a_browser_needs_an_opener_on_the_path(string program, bool expected) =>
        Assert.Equal(expected, Linux("DISPLAY=:0", program).CanOpenBrowser);

    [Theory]
    [InlineData("", true)]
    [InlineData("SSH_CONNECTION=1", false)]
    public void On_Windows_and_macOS_a_browser_opens_unless_the_user_is_somewhere_else(string variables, bool expected)
    {
        Assert.Equal(expected, From(OSPlatform.Windows, variables).CanOpenBrowser);
        Assert.Equal(expected, From(OSPlatform.OSX, variables).CanOpenBrowser);
    }

    [Theory]
    [InlineData("CI=true", "CI")]
    [InlineData("TF_BUILD=True", "TF_BUILD")]
    [InlineData("JENKINS_URL=http://build", "JENKINS_URL")]
    [InlineData("TEAMCITY_VERSION=2026", "TEAMCITY_VERSION")]
    public void A_build_job_is_named_as_the_reason_not_to_prompt(string variables, string name) =>
        Assert.Contains(name, Linux(variables, "xdg-open").WhyUnattended, StringComparison.Ordinal);

    [Theory]
    [InlineData("")]
    [InlineData("CI=")]
    [InlineData("CI=false")]
    public void Otherwise_somebody_is_there(string variables) => Assert.Null(Linux(variables, "xdg-open").WhyUnattended);

    [Fact]
    public void A_service_has_nobody_to_ask() =>
        Assert.NotNull(SignInEnvironment.From(OSPlatform.Windows, userInteractive: false, _ => null, _ => null).WhyUnattended);

    [Fact]
    public void Outside_Windows_there_is_no_broker() => Assert.False(Linux("", "xdg-open").HasBroker);

    private static SignInEnvironment Linux(string variables, string program) =>
        SignInEnvironment.From(OSPlatform.Linux, true, Read(variables), name => name == program ? "/usr/bin/" + name : null);

    private static SignInEnvironment From(OSPlatform platform, string variables) =>
        SignInEnvironment.From(platform, true, Read(variables), _ => null);

    private static Func<string, string?> Read(string variables)
    {
        Dictionary<string, string> all = variables.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(pair => pair.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]);
        return name => all.GetValueOrDefault(name);
    }
}
