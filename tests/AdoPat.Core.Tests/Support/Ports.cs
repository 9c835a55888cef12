using System.Net;
using System.Net.Sockets;

namespace AdoPat.Core.Tests.Support;

internal static class Ports
{
    /// <summary>A port on which nobody listens.</summary>
    public static int Unused()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
