using System;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Threading.Tasks;
using AdoPat.Emulator.Hosting;
using AdoPat.Emulator.State;
using AdoPat.Emulator.Tests.Running;
using Xunit;

namespace AdoPat.Emulator.Tests.Hosting;

public class TransportTests(EmulatorFixture fixture) : EmulatorTest(fixture)
{
    [Theory]
    [InlineData("vssps.dev.azure.com", "/contoso/_apis/tokens/pats", 302)]
    [InlineData("dev.azure.com", "/contoso/_apis/connectionData", 302)]
    [InlineData("contoso.visualstudio.com", "/_apis/connectionData", 302)]
    [InlineData("contoso.vssps.visualstudio.com", "/_apis/tokens/pats", 302)]
    [InlineData("app.vssps.visualstudio.com", "/_apis/profile/profiles/me", 302)]
    [InlineData("login.microsoftonline.com", "/contoso.test/v2.0/.well-known/openid-configuration", 200)]
    [InlineData("login.windows.net", "/common/discovery/instance", 200)]
    [InlineData("microsoft.com", "/devicelogin", 200)]
    [InlineData("localhost", "/", 200)]
    [InlineData("127.0.0.1", "/", 200)]
    public async Task A_client_that_trusts_the_certificate_reaches_every_host_by_its_own_name(string host, string path, int status)
    {
        using HttpClient client = Mapped();

        using HttpResponseMessage response = await client.GetAsync(new UriBuilder("https", host, Client.Address.Port, path).Uri);

        Assert.Equal(status, (int)response.StatusCode);
    }

    [Fact]
    public async Task The_certificate_is_trusted_for_no_other_host()
    {
        using HttpClient client = Mapped();

        await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync(new Uri($"https://example.com:{Client.Address.Port}/")));
    }

    [Fact]
    public async Task Nobody_outside_of_this_machine_is_listened_to()
    {
        IPAddress[] others = [.. (await Dns.GetHostAddressesAsync(Dns.GetHostName())).Where(address => !IPAddress.IsLoopback(address))];

        foreach (IPAddress address in others)
        {
            using Socket socket = new(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            await Assert.ThrowsAsync<SocketException>(() => socket.ConnectAsync(address, Client.Address.Port));
        }
    }

    [Fact]
    public async Task It_listens_on_both_loopback_addresses()
    {
        IPAddress[] own = Socket.OSSupportsIPv6 ? [IPAddress.Loopback, IPAddress.IPv6Loopback] : [IPAddress.Loopback];

        foreach (IPAddress address in own)
        {
            using Socket socket = new(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            await socket.ConnectAsync(address, Client.Address.Port);
        }
    }

    [Fact]
    public async Task A_port_that_is_taken_is_said_so()
    {
        IOException refusal = await Assert.ThrowsAsync<IOException>(() => EmulatorServer.StartAsync(new EmulatorOptions { Port = Client.Address.Port }));

        Assert.Contains($"Port {Client.Address.Port} is taken", refusal.Message);
    }

    [Fact]
    public async Task A_sign_in_for_nobody_is_refused_at_the_start()
    {
        SeedException refusal = await Assert.ThrowsAsync<SeedException>(() => EmulatorServer.StartAsync(new EmulatorOptions { SignIn = "nobody@contoso.test" }));

        Assert.Contains("nobody@contoso.test", refusal.Message);
    }

    // Somebody may trust it in too many places: its key must not be able to speak for other names.
    [Fact]
    public void The_certificate_can_sign_no_other_one()
    {
        using X509Certificate2 certificate = X509Certificate2.CreateFromPem(Fixture.Server.Certificate.ExportCertificatePem());

        Assert.False(Assert.Single(certificate.Extensions.OfType<X509BasicConstraintsExtension>()).CertificateAuthority);
        Assert.Equal(X509KeyUsageFlags.DigitalSignature, Assert.Single(certificate.Extensions.OfType<X509KeyUsageExtension>()).KeyUsages);
    }

    // What a hosts file and a trusted certificate do for a client that knows nothing of an emulator.
    private HttpClient Mapped()
    {
        X509ChainPolicy trust = new()
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
        };
        trust.CustomTrustStore.Add(X509Certificate2.CreateFromPem(Fixture.Server.Certificate.ExportCertificatePem()));
        return new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            SslOptions = { CertificateChainPolicy = trust },
            ConnectCallback = async (context, cancellation) =>
            {
                Socket socket = new(SocketType.Stream, ProtocolType.Tcp);
                await socket.ConnectAsync(IPAddress.Loopback, context.DnsEndPoint.Port, cancellation);
                return new NetworkStream(socket, ownsSocket: true);
            },
        });
    }
}
