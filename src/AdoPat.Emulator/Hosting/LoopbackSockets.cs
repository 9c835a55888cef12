using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace AdoPat.Emulator.Hosting;

/// <summary>
/// One port on both loopback addresses, because "localhost" can mean either. The sockets are bound before the server
/// has them, so that nobody can take a free port between finding and using it.
/// </summary>
internal sealed class LoopbackSockets
{
    private const int Attempts = 50;

    private readonly Socket[] _sockets;

    private LoopbackSockets(params Socket[] sockets) => _sockets = sockets;

    /// <summary>The port.</summary>
    public int Port => ((IPEndPoint)_sockets[0].LocalEndPoint!).Port;

    /// <summary>The addresses to listen on; without IPv6 it is only one.</summary>
    public IEnumerable<IPAddress> Addresses => _sockets.Select(socket => ((IPEndPoint)socket.LocalEndPoint!).Address);

    /// <summary>Binds the sockets.</summary>
    /// <param name="port">The port; 0 takes a free one.</param>
    /// <returns>The sockets, which the server closes.</returns>
    /// <exception cref="IOException">Somebody else listens on the port.</exception>
    public static LoopbackSockets Bind(int port)
    {
        for (int attempt = 1; attempt < Attempts && port == 0; attempt++)
        {
            if (TryBind(port) is { } sockets)
            {
                return sockets;
            }
        }

        return TryBind(port) ?? throw new IOException($"Port {port} is taken. Choose another one with --port, or 0 for a free one.");
    }

    /// <summary>The socket for an address.</summary>
    /// <param name="endPoint">One of <see cref="Addresses"/>.</param>
    /// <returns>The socket, bound.</returns>
    public Socket For(EndPoint endPoint) => _sockets.Single(socket => socket.AddressFamily == endPoint.AddressFamily);

    private static LoopbackSockets? TryBind(int port)
    {
        if (BindOne(IPAddress.Loopback, port, out _) is not { } version4)
        {
            return null;
        }

        int same = ((IPEndPoint)version4.LocalEndPoint!).Port;
        if (BindOne(IPAddress.IPv6Loopback, same, out SocketError error) is { } version6)
        {
            return new LoopbackSockets(version4, version6);
        }

        if (error != SocketError.AddressAlreadyInUse)
        {
            return new LoopbackSockets(version4);
        }

        version4.Dispose();
        return null;
    }

    private static Socket? BindOne(IPAddress address, int port, out SocketError error)
    {
        error = SocketError.Success;
        try
        {
            return SocketTransportOptions.CreateDefaultBoundListenSocket(new IPEndPoint(address, port));
        }
        catch (SocketException refused)
        {
            error = refused.SocketErrorCode;
            return null;
        }
    }
}
