using AdoPat.Emulator.Hosting;
using Xunit;

namespace AdoPat.Emulator.Tests.Hosting;

public class EmulatedHostsTests
{
    [Theory]
    [InlineData("dev.azure.com", "/dev.azure.com")]
    [InlineData("VSSPS.Dev.Azure.Com", "/vssps.dev.azure.com")]
    [InlineData("login.windows.net", "/login.microsoftonline.com")]
    [InlineData("app.vssps.visualstudio.com", "/app.vssps.visualstudio.com")]
    [InlineData("contoso.visualstudio.com", "/dev.azure.com/contoso")]
    [InlineData("pkgs.dev.azure.com", "/pkgs.dev.azure.com")]
    [InlineData("auditservice.dev.azure.com", "/auditservice.dev.azure.com")]
    [InlineData("contoso.pkgs.visualstudio.com", "/pkgs.dev.azure.com/contoso")]
    [InlineData("apigee", "/apigee")]
    [InlineData("api.enterprise.apigee.com", "/apigee")]
    [InlineData("zone.login.apigee.com", "/login.apigee.com")]
    [InlineData("myorg-test.apigee.net", "/apigee.net/myorg-test")]
    [InlineData("contoso.vssps.visualstudio.com", "/vssps.dev.azure.com/contoso")]
    public void Emulated_hosts_have_a_place(string host, string prefix)
    {
        Assert.True(EmulatedHosts.TryGetPrefix(host, out string actual));
        Assert.Equal(prefix, actual);
    }

    [Theory]
    [InlineData("localhost")]
    [InlineData("visualstudio.com")]
    [InlineData(".visualstudio.com")]
    [InlineData("testvisualstudio.com")]
    [InlineData("a.b.visualstudio.com")]
    [InlineData("testdev.azure.com")]
    [InlineData("")]
    public void Other_hosts_have_none(string host) => Assert.False(EmulatedHosts.TryGetPrefix(host, out _));
}
