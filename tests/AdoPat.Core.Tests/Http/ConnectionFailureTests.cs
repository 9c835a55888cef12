using System;
using System.IO;
using System.Net;
using System.Net.Http;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;
using AdoPat.Http;
using Xunit;

namespace AdoPat.Core.Tests.Http;

/// <summary>What the runtime throws, not what somebody thinks it throws.</summary>
public class ConnectionFailureTests
{
    private static readonly Uri Somewhere = new("http://service.test/");

    [Fact]
    public async Task Nobody_listening_is_a_failure_before_sending()
    {
        using TcpListener listener = Listen(out Uri address);
        listener.Stop();

        await AssertFailureAsync(new SocketsHttpHandler { UseProxy = false }, address, isBeforeSending: true, "refused");
    }

    [Fact]
    public async Task A_name_that_does_not_exist_is_a_failure_before_sending() =>
        await AssertFailureAsync(
            Connecting((_, _) => throw new SocketException((int)SocketError.HostNotFound)), Somewhere, isBeforeSending: true, "service.test");

    [Fact]
    public async Task A_connection_that_takes_too_long_is_a_failure_before_sending()
    {
        SocketsHttpHandler handler = Connecting(async (_, stop) =>
        {
            await Task.Delay(Timeout.Infinite, stop);
            return Stream.Null;
        });
        handler.ConnectTimeout = TimeSpan.FromMilliseconds(20);

        await AssertFailureAsync(handler, Somewhere, isBeforeSending: true, "ConnectTimeout");
    }

    [Fact]
    public async Task A_broken_handshake_is_a_failure_before_sending()
    {
        using TcpListener listener = Listen(out Uri address);
        Task server = AnswerAsync(listener, "no TLS here");

        Uri secure = new UriBuilder(address) { Scheme = "https" }.Uri;
        await AssertFailureAsync(new SocketsHttpHandler { UseProxy = false }, secure, isBeforeSending: true, "frame");
        await server;
    }

    [Theory]
    [InlineData("")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf of it")]
    public async Task A_connection_that_breaks_after_the_request_is_no_failure_before_sending(string answer)
    {
        using TcpListener listener = Listen(out Uri address);
        Task server = AnswerAsync(listener, answer);

        await AssertFailureAsync(new SocketsHttpHandler { UseProxy = false }, address, isBeforeSending: false, "prematurely");
        await server;
    }

    [Fact]
    public void A_cancellation_is_no_failure_of_the_connection()
    {
        Assert.False(ConnectionFailure.Is(new OperationCanceledException()));
        Assert.False(ConnectionFailure.Is(new TaskCanceledException()));
        Assert.False(ConnectionFailure.Is(new InvalidOperationException()));
    }

    [Fact]
    public void What_is_told_of_it_holds_no_secret_and_no_hint_to_an_inner_exception()
    {
        HttpRequestException failure = new(
            "The SSL connection could not be established, see inner exception.",
            new IOException("outer", new IOException("The proxy https://user:hunter2@proxy.test refused.")));

        Assert.Equal("The proxy https://user:[redacted]@proxy.test refused.", ConnectionFailure.Describe(failure));
    }

    private static async Task AssertFailureAsync(SocketsHttpHandler handler, Uri address, bool isBeforeSending, string said)
    {
        using HttpMessageInvoker sender = new(handler);
        using HttpRequestMessage request = new(HttpMethod.Post, address) { Content = new StringContent("{}") };

        Exception failure = await Assert.ThrowsAnyAsync<Exception>(async () =>
        {
            using HttpResponseMessage response = await sender.SendAsync(request, CancellationToken.None);
            await response.Content.CopyToAsync(Stream.Null);
        });

        Assert.True(ConnectionFailure.Is(failure));
        Assert.Equal(isBeforeSending, ConnectionFailure.IsBeforeSending(failure));
        Assert.Contains(said, ConnectionFailure.Describe(failure), StringComparison.OrdinalIgnoreCase);
    }

    private static SocketsHttpHandler Connecting(Func<SocketsHttpConnectionContext, CancellationToken, ValueTask<Stream>> connect) =>
        new() { UseProxy = false, ConnectCallback = connect };

    private static TcpListener Listen(out Uri address)
    {
        TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        address = new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/");
        return listener;
    }

    private static async Task AnswerAsync(TcpListener listener, string answer)
    {
        using Socket socket = await listener.AcceptSocketAsync();
        await socket.ReceiveAsync(new byte[4096]);
        await socket.SendAsync(System.Text.Encoding.ASCII.GetBytes(answer));
        socket.Shutdown(SocketShutdown.Both);
    }
}
