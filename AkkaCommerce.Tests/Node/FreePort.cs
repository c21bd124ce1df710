using System.Net;
using System.Net.Sockets;

namespace AkkaCommerce.Tests.Node;

/// <summary>A port that nobody listens on now.</summary>
internal static class FreePort
{
    /// <param name="host">One of this machine's addresses.</param>
    public static int Of(string host)
    {
        using var listener = new TcpListener(IPAddress.Parse(host), 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
