using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace AkkaCommerce.Tests.Node.Faults;

/// <summary>What one node connects to instead of the PostgreSQL under test: it does something when a row of the journal is in and nobody was told.</summary>
internal sealed class PostgresProxy : IDisposable
{
    /// <summary>A transaction is over.</summary>
    private static readonly byte[] Idle = [(byte)'Z', 0, 0, 0, 5, (byte)'I'];

    private readonly ProxyPort _port;
    private readonly NpgsqlConnectionStringBuilder _server;
    private Action? _armed;

    public PostgresProxy(string server)
    {
        _server = new NpgsqlConnectionStringBuilder(server);
        _port = new ProxyPort(IPAddress.Loopback, RelayAsync);
    }

    /// <summary>Of the database, by way of this; nothing is encrypted.</summary>
    public string ConnectionString => new NpgsqlConnectionStringBuilder(_server.ConnectionString)
    {
        Port = _port.Number,
        SslMode = SslMode.Disable,
        GssEncryptionMode = GssEncryptionMode.Disable,
    }.ConnectionString;

    /// <summary>Once, at the next row of the journal.</summary>
    public void AtEntry(Action act) => _armed = act;

    public void Dispose() => _port.Dispose();

    private async Task RelayAsync(TcpClient node, TcpClient to, CancellationToken end)
    {
        await to.ConnectAsync(_server.Host!, _server.Port, end);
        var writes = false;
        await Task.WhenAny(
            CopyAsync(node.GetStream(), to.GetStream(), asked =>
            {
                writes |= asked.IndexOf("INSERT INTO"u8) is >= 0 and var at && asked[at..].IndexOf("journal"u8) is >= 0 and < 40;
                return true;
            }, end),
            CopyAsync(to.GetStream(), node.GetStream(), answered =>
            {
                if (!writes || !answered.EndsWith(Idle)) return true;
                writes = false;
                if (Interlocked.Exchange(ref _armed, null) is not { } act) return true;
                act();
                return false;
            }, end));
    }

    private static async Task CopyAsync(NetworkStream from, NetworkStream to, Look isToGoOn, CancellationToken end)
    {
        var buffer = new byte[64 * 1024];
        while (await from.ReadAsync(buffer, end) is > 0 and var length && isToGoOn(buffer.AsSpan(0, length)))
            await to.WriteAsync(buffer.AsMemory(0, length), end);
    }

    private delegate bool Look(ReadOnlySpan<byte> bytes);
}
