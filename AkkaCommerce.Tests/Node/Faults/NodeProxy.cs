using System.Net;
using System.Net.Sockets;
using System.Text;

namespace AkkaCommerce.Tests.Node.Faults;

/// <summary>
/// What other nodes connect to instead of a node. Who connects says its own host in its first bytes; what comes from hosts that are cut off is swallowed, as a
/// network does that loses it.
/// </summary>
internal sealed class NodeProxy : IDisposable
{
    private readonly ProxyPort _port;
    private readonly IPEndPoint _node;
    private volatile string[] _cut = [];

    /// <param name="host">Of the node, of which no other is a part.</param>
    /// <param name="port">Where the node itself listens there.</param>
    public NodeProxy(string host, int port)
    {
        _node = new IPEndPoint(IPAddress.Parse(host), port);
        _port = new ProxyPort(_node.Address, RelayAsync);
    }

    public int Port => _port.Number;

    /// <summary>From now on nothing comes through from these; from none: all is well again.</summary>
    public void CutOff(params string[] hosts) => _cut = hosts;

    public void Dispose() => _port.Dispose();

    private async Task RelayAsync(TcpClient from, TcpClient to, CancellationToken end)
    {
        var first = new byte[4096];
        var length = await from.GetStream().ReadAsync(first, end);
        var origin = Encoding.Latin1.GetString(first, 0, length);
        bool IsCut() => _cut.Any(host => origin.Contains(host, StringComparison.Ordinal));
        if (IsCut()) return;
        await to.ConnectAsync(_node, end);
        await to.GetStream().WriteAsync(first.AsMemory(0, length), end);
        await Task.WhenAny(CopyAsync(from.GetStream(), to.GetStream(), IsCut, end), CopyAsync(to.GetStream(), from.GetStream(), IsCut, end));
    }

    /// <summary>A connection that ever lost something is never whole again.</summary>
    private static async Task CopyAsync(NetworkStream from, NetworkStream to, Func<bool> isCut, CancellationToken end)
    {
        var (buffer, lost) = (new byte[64 * 1024], false);
        while (await from.ReadAsync(buffer, end) is > 0 and var length)
        {
            if (lost |= isCut()) continue;
            await to.WriteAsync(buffer.AsMemory(0, length), end);
        }
    }
}
