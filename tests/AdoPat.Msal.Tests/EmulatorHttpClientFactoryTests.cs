using System;
using System.Net.Http;
using System.Threading.Tasks;
using AdoPat.Msal.Tests.Support;
using Xunit;

namespace AdoPat.Msal.Tests;

public sealed class EmulatorHttpClientFactoryTests(Emulator emulator) : IClassFixture<Emulator>
{
    [Fact]
    public async Task The_untrusted_certificate_of_the_emulator_in_use_is_accepted()
    {
        HttpClient client = new EmulatorHttpClientFactory(emulator.Uri).GetHttpClient();

        using HttpResponseMessage answer = await client.GetAsync(emulator.Uri);

        Assert.True(answer.IsSuccessStatusCode);
    }

    [Theory]
    [InlineData("https://localhost:1/")]
    [InlineData("https://127.0.0.1:{0}/")]
    [InlineData("https://login.microsoftonline.com/")]
    public async Task The_same_certificate_is_refused_when_the_client_was_made_for_another_address(string authority)
    {
        var other = new Uri(authority.Replace("{0}", $"{emulator.Uri.Port}", StringComparison.Ordinal));
        HttpClient client = new EmulatorHttpClientFactory(other).GetHttpClient();

        HttpRequestException error = await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync(emulator.Uri));

        Assert.Equal(HttpRequestError.SecureConnectionError, error.HttpRequestError);
    }
}
