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
    private readonly TcpListener _listener;
    private readonly IPEndPoint _node;
    private readonly CancellationTokenSource _end = new();
    private volatile string[] _cut = [];

    /// <param name="host">Of the node, of which no other is a part.</param>
    /// <param name="port">Where the node itself listens there.</param>
    public NodeProxy(string host, int port)
    {
        _node = new IPEndPoint(IPAddress.Parse(host), port);
        _listener = new TcpListener(IPAddress.Parse(host), 0);
        _listener.Start();
        _ = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>From now on nothing comes through from these; from none: all is well again.</summary>
    public void CutOff(params string[] hosts) => _cut = hosts;

    public void Dispose()
    {
        _end.Cancel();
        _listener.Stop();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true) _ = RelayAsync(await _listener.AcceptTcpClientAsync(_end.Token));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException)
        {
            // The end.
        }
    }

    private async Task RelayAsync(TcpClient from)
    {
        using var to = new TcpClient();
        try
        {
            using (from)
            {
                var first = new byte[4096];
                var length = await from.GetStream().ReadAsync(first, _end.Token);
                var origin = Encoding.Latin1.GetString(first, 0, length);
                bool IsCut() => _cut.Any(host => origin.Contains(host, StringComparison.Ordinal));
                if (IsCut()) return;
                await to.ConnectAsync(_node, _end.Token);
                await to.GetStream().WriteAsync(first.AsMemory(0, length), _end.Token);
                await Task.WhenAny(CopyAsync(from.GetStream(), to.GetStream(), IsCut), CopyAsync(to.GetStream(), from.GetStream(), IsCut));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or IOException)
        {
            // One of the two has gone.
        }
    }

    /// <summary>A connection that ever lost something is never whole again.</summary>
    private async Task CopyAsync(NetworkStream from, NetworkStream to, Func<bool> isCut)
    {
        var (buffer, lost) = (new byte[64 * 1024], false);
        while (await from.ReadAsync(buffer, _end.Token) is > 0 and var length)
        {
            if (lost |= isCut()) continue;
            await to.WriteAsync(buffer.AsMemory(0, length), _end.Token);
        }
    }
}
