using System;
using AdoPat.Models;
using AdoPat.Sessions;
using Xunit;

namespace AdoPat.Core.Tests.Sessions;

public class ServiceEndpointsTests
{
    [Theory]
    [InlineData("https://dev.azure.com/contoso")]
    [InlineData("https://vssps.dev.azure.com/contoso/_apis/tokens/pats?a=b")]
    [InlineData("https://app.vssps.visualstudio.com/_apis/accounts")]
    [InlineData("https://auditservice.dev.azure.com/contoso/_apis/audit/auditlog")]
    [InlineData("https://DEV.AZURE.COM:443/")]
    public void The_hosts_of_Azure_DevOps_may_have_the_token(string uri) =>
        Assert.True(ServiceEndpoints.AzureDevOps.Accepts(new Uri(uri)));

    [Theory]
    [InlineData("http://dev.azure.com/")]
    [InlineData("ftp://dev.azure.com/")]
    [InlineData("https://dev.azure.com:8443/")]
    [InlineData("https://dev.azure.com.evil.test/")]
    [InlineData("https://dev.azure.com./")]
    [InlineData("https://xdev.azure.com/")]
    [InlineData("https://dev-azure.com/")]
    [InlineData("https://devxazure.com/")]
    [InlineData("https://sub.dev.azure.com/")]
    [InlineData("https://pkgs.dev.azure.com/")]
    [InlineData("https://azure.com/")]
    [InlineData("https://contoso.visualstudio.com/")]
    [InlineData("https://evil.vssps.visualstudio.com/")]
    [InlineData("https://login.microsoftonline.com/")]
    [InlineData("https://dеv.azure.com/")]
    [InlineData("https://ⅾev.azure.com/")]
    [InlineData("https://xn--dv-mlc.azure.com/")]
    [InlineData("https://dev.azure.com@evil.test/")]
    [InlineData("https://user@dev.azure.com/")]
    [InlineData("https://user:password@dev.azure.com/")]
    [InlineData("https://evil.test/https://dev.azure.com/")]
    [InlineData("https://evil.test#dev.azure.com")]
    [InlineData("https://localhost/")]
    [InlineData("https://127.0.0.1/")]
    public void No_other_address_may(string uri) =>
        Assert.False(ServiceEndpoints.AzureDevOps.Accepts(new Uri(uri)));

    [Theory]
    [InlineData("https://localhost:5001")]
    [InlineData("https://LOCALHOST:5001/")]
    [InlineData("https://localhost")]
    [InlineData("https://127.0.0.1:5001")]
    [InlineData("https://127.255.0.3:5001")]
    [InlineData("https://127.1:5001")]
    [InlineData("https://[::1]:5001")]
    [InlineData("https://[0:0:0:0:0:0:0:1]:5001")]
    public void The_emulator_may_be_at_any_loopback_address(string uri)
    {
        ServiceEndpoints endpoints = ServiceEndpoints.ForEmulator(new Uri(uri));

        Assert.True(endpoints.IsEmulator);
        Assert.True(endpoints.Accepts(new Uri(new Uri(uri), "/vssps.dev.azure.com/contoso")));
        Assert.False(endpoints.Accepts(new Uri("https://dev.azure.com/contoso")));
        Assert.True(endpoints.Authority.IsLoopback);
    }

    [Theory]
    [InlineData("http://localhost:5001")]
    [InlineData("https://10.0.0.1:5001")]
    [InlineData("https://0.0.0.0:5001")]
    [InlineData("https://[::2]:5001")]
    [InlineData("https://[fe80::1]:5001")]
    [InlineData("https://localhost.evil.test:5001")]
    [InlineData("https://localhost.:5001")]
    [InlineData("https://xlocalhost:5001")]
    [InlineData("https://127.0.0.1.evil.test:5001")]
    [InlineData("https://dev.azure.com")]
    [InlineData("https://localhost@evil.test:5001")]
    [InlineData("https://user@localhost:5001")]
    [InlineData("file:///etc/hosts")]
    public void The_emulator_may_be_nowhere_else(string uri)
    {
        AdoPatException refusal = Assert.Throws<AdoPatException>(() => ServiceEndpoints.ForEmulator(new Uri(uri)));

        Assert.Equal(ErrorIds.InvalidArgument, refusal.ErrorId);
        Assert.Equal(
            $"EmulatorUri '{uri}' was refused: the emulator must be an https address of this machine, such as "
            + "https://localhost:5001. Tokens are never sent anywhere else by this parameter.",
            refusal.Message);
    }

    [Fact]
    public void An_address_without_a_scheme_is_refused() =>
        Assert.Throws<AdoPatException>(() => ServiceEndpoints.ForEmulator(new Uri("localhost/emulator", UriKind.Relative)));

    [Fact]
    public void A_refused_address_is_told_without_the_password_in_it()
    {
        AdoPatException refusal = Assert.Throws<AdoPatException>(
            () => ServiceEndpoints.ForEmulator(new Uri("https://ada:hunter2@localhost:5001/")));

        Assert.DoesNotContain("hunter2", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("https://ada:[redacted]@localhost:5001/", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://localhost:5002/")]
    [InlineData("https://127.0.0.1:5001/")]
    [InlineData("https://[::1]:5001/")]
    [InlineData("http://localhost:5001/")]
    [InlineData("https://user@localhost:5001/")]
    public void Another_place_than_that_of_the_emulator_is_another_place(string uri) =>
        Assert.False(ServiceEndpoints.ForEmulator(new Uri("https://localhost:5001")).Accepts(new Uri(uri)));

    [Fact]
    public void Addresses_are_made_of_the_host_or_in_the_emulator_of_its_name_as_a_path()
    {
        Assert.Equal(new Uri("https://vssps.dev.azure.com/"), ServiceEndpoints.AzureDevOps.BaseOf(ServiceHosts.Sps));
        Assert.Equal(new Uri("https://login.microsoftonline.com/"), ServiceEndpoints.AzureDevOps.Authority);

        ServiceEndpoints emulator = ServiceEndpoints.ForEmulator(new Uri("https://localhost:5001/somewhere?a=b"));
        Assert.Equal(new Uri("https://localhost:5001/vssps.dev.azure.com/"), emulator.BaseOf(ServiceHosts.Sps));
        Assert.Equal(new Uri("https://localhost:5001/"), emulator.Authority);
    }
}
