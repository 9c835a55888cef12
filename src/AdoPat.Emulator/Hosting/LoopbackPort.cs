using System.Net;
using System.Net.Sockets;

namespace AdoPat.Emulator.Hosting;

/// <summary>Finds a port that is free on both loopback addresses, because "localhost" can mean either.</summary>
internal static class LoopbackPort
{
    /// <summary>Whether this machine has the IPv6 loopback address.</summary>
    public static bool HasIPv6 { get; } = CanBind(IPAddress.IPv6Loopback, 0, out _);

    /// <summary>Picks a free port.</summary>
    /// <returns>A TCP port that nobody listened on a moment ago.</returns>
    public static int Pick()
    {
        int port;
        do
        {
            CanBind(IPAddress.Loopback, 0, out port);
        }
        while (HasIPv6 && !CanBind(IPAddress.IPv6Loopback, port, out _));
        return port;
    }

    private static bool CanBind(IPAddress address, int port, out int bound)
    {
        bound = 0;
        try
        {
            using Socket socket = new(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(new IPEndPoint(address, port));
            bound = ((IPEndPoint)socket.LocalEndPoint!).Port;
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
