using System;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using AdoPat.Apigee;
using AdoPat.Http;
using AdoPat.Models;
using Xunit;

namespace AdoPat.Core.Tests.Apigee;

public class ApigeeServersTests
{
    [Theory]
    [InlineData("http://apigee.example.com:8080/v1", "-AllowUnencrypted")]
    [InlineData("https://ada:secret@apigee.example.com/v1", "user name")]
    [InlineData("ftp://apigee.example.com", "https address")]
    [InlineData("apigee.example.com", "https address")]
    [InlineData("https://apigee.example.com/v1?key=secret", "end with its path")]
    [InlineData("https://apigee.example.com/v1#secret", "end with its path")]
    [InlineData("http://apigee.example.com/v1?key=secret", "-AllowUnencrypted")]
    public void An_address_that_would_give_something_away_is_refused(string address, string reason)
    {
        AdoPatException failure = Assert.Throws<AdoPatException>(() => new ApigeeServers().Require(new Uri(address, UriKind.RelativeOrAbsolute), "ManagementUri"));

        Assert.Equal(ErrorIds.InvalidArgument, failure.ErrorId);
        Assert.StartsWith("ManagementUri '", failure.Message, StringComparison.Ordinal);
        Assert.Contains(reason, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://localhost:5002/apigee")]
    [InlineData("https://apigee.example.com/v1")]
    [InlineData("http://localhost:5001/apigee")]
    public void With_an_emulator_no_other_server_is_talked_to(string address)
    {
        ApigeeServers servers = new() { EmulatorUri = new Uri("https://localhost:5001"), AllowUnencrypted = true };

        Assert.Throws<AdoPatException>(() => servers.Require(new Uri(address), "SsoUri"));
        servers.Require(new Uri("https://localhost:5001/login.apigee.com"), "SsoUri");
    }

    [Fact]
    public void An_address_that_is_sent_to_as_it_is_may_have_a_query()
    {
        Uri address = new("https://apigee.example.com/token?a=b");

        Assert.Equal(address, new ApigeeServers().Locate(address, "Uri"));
        Assert.Equal(
            new Uri("https://localhost:5001/apigee.example.com/token?a=b"), new ApigeeServers { EmulatorUri = new Uri("https://localhost:5001") }.Locate(address, "Uri"));
    }

    [Fact]
    public void An_emulator_is_on_this_machine()
    {
        ApigeeServers servers = new() { EmulatorUri = new Uri("https://apigee.example.com") };

        Assert.Equal(ErrorIds.InvalidArgument, Assert.Throws<AdoPatException>(() => servers.Require(new Uri("https://apigee.example.com/v1"), "ManagementUri")).ErrorId);
    }

    [Theory]
    [InlineData("")]
    [InlineData("12:34")]
    [InlineData("zz1234567890123456789012345678901234567890123456789012345678901234")]
    public void What_is_no_thumbprint_is_refused(string text)
    {
        ApigeeServers servers = new() { CertificateThumbprints = [text] };

        Assert.Equal(ErrorIds.InvalidArgument, Assert.Throws<AdoPatException>(() => servers.ClientFor(new Uri("https://a.test"), null, "")).ErrorId);
    }

    [Theory]
    [InlineData("https://b.example.com/v1")]
    [InlineData("https://a.example.com:8443/v1")]
    [InlineData("http://a.example.com/v1")]
    [InlineData("https://a.example.com.b.test/v1")]
    [InlineData("https://a.example.com@b.test/v1")]
    public async Task Nothing_goes_to_another_server_than_the_one_that_was_named(string address)
    {
        using ServiceClient client = new ApigeeServers { AllowUnencrypted = true }.ClientFor(new Uri("https://a.example.com/v1"), null, "");
        RequestContext context = new() { Action = "Going elsewhere", Service = ServiceIdentity.ApigeeEdge };

        InvalidOperationException stopped = await Assert.ThrowsAsync<InvalidOperationException>(
            () => client.SendAsync(HttpMethod.Get, new Uri(address), context, CancellationToken.None));

        Assert.Contains("no host of Apigee Edge", stopped.Message, StringComparison.Ordinal);
    }
}
