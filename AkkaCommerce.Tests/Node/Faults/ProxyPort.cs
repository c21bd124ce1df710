using System.Net;
using System.Net.Sockets;

namespace AkkaCommerce.Tests.Node.Faults;

/// <summary>Where a proxy listens: each connection is relayed on its own, until one of its two ends goes or the port is disposed.</summary>
internal sealed class ProxyPort : IDisposable
{
    private readonly CancellationTokenSource _end = new();
    private readonly TcpListener _listener;
    private readonly Func<TcpClient, TcpClient, CancellationToken, Task> _relay;

    /// <param name="relay">Given who connects, and a client that is not connected yet, for whoever the proxy stands before.</param>
    public ProxyPort(IPAddress host, Func<TcpClient, TcpClient, CancellationToken, Task> relay)
    {
        (_listener, _relay) = (new TcpListener(host, 0), relay);
        _listener.Start();
        _ = AcceptAsync();
    }

    public int Number => ((IPEndPoint)_listener.LocalEndpoint).Port;

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
                (from.NoDelay, to.NoDelay) = (true, true);
                await _relay(from, to, _end.Token);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or IOException)
        {
            // One of the two has gone.
        }
    }
}
