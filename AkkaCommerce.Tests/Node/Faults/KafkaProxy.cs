using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using AkkaCommerce.Tests.Ingestion.Kafka;

namespace AkkaCommerce.Tests.Node.Faults;

/// <summary>A request of Kafka's protocol on its way, or its answer on its way back.</summary>
/// <param name="Api">Its number in the protocol.</param>
internal readonly record struct KafkaMoment(short Api, bool Answered)
{
    /// <summary>A batch is about to be written: its transaction is not begun for the brokers.</summary>
    public static readonly KafkaMoment Beginning = new(24, Answered: false);

    /// <summary>Records are in the log, and nobody was told.</summary>
    public static readonly KafkaMoment Produced = new(0, Answered: true);

    /// <summary>All records are in the log, and the transaction is not ended.</summary>
    public static readonly KafkaMoment Committing = new(26, Answered: false);

    /// <summary>It is ended, and nobody was told.</summary>
    public static readonly KafkaMoment Committed = new(26, Answered: true);

    /// <summary>A writer has fenced the ones before it, and does not know how far they came.</summary>
    public static readonly KafkaMoment Opened = new(22, Answered: true);
}

/// <summary>
/// What one node connects to instead of the brokers of the Kafka under test. It tells its own addresses for theirs, and does something at a named moment: what
/// was on its way then goes no further.
/// </summary>
internal sealed class KafkaProxy : IDisposable
{
    private const short Metadata = 3, FindCoordinator = 10;
    private const int MostBytes = 100_000_000;

    private readonly (IPEndPoint Broker, ProxyPort Port)[] _brokers;
    private (KafkaMoment Moment, Action Act)? _armed;
    private volatile Func<short, bool>? _unheard;

    public KafkaProxy() => _brokers =
    [
        .. TestKafka.Servers!.Split(',').Select(IPEndPoint.Parse).Select(broker => (broker, new ProxyPort(IPAddress.Loopback, (node, to, end) => RelayAsync(node, to, broker, end)))),
    ];

    public string Servers => string.Join(',', _brokers.Select(broker => string.Create(CultureInfo.InvariantCulture, $"{broker.Broker.Address}:{broker.Port.Number}")));

    /// <summary>From now on answers do not come through; when it is over, connections that missed one end.</summary>
    /// <param name="api">To which requests; null: to any.</param>
    public async Task SilenceAsync(TimeSpan length, short? api = null)
    {
        _unheard = answered => api is null || api == answered;
        await Task.Delay(length);
        _unheard = null;
    }

    /// <summary>Once, at the next such moment.</summary>
    public void At(KafkaMoment moment, Action act)
    {
        lock (_brokers) _armed = (moment, act);
    }

    public void Dispose()
    {
        foreach (var (_, port) in _brokers) port.Dispose();
    }

    private async Task RelayAsync(TcpClient node, TcpClient to, IPEndPoint broker, CancellationToken end)
    {
        await to.ConnectAsync(broker, end);
        // A broker answers the requests of a connection in their order.
        var asked = new ConcurrentQueue<short>();
        await Task.WhenAny(
            FramesAsync(node.GetStream(), to.GetStream(), frame =>
            {
                var api = BinaryPrimitives.ReadInt16BigEndian(frame.AsSpan(4));
                asked.Enqueue(api);
                return !IsThe(new KafkaMoment(api, Answered: false));
            }, end),
            FramesAsync(to.GetStream(), node.GetStream(), frame =>
            {
                asked.TryDequeue(out var api).ShouldBeTrue();
                if (api is Metadata or FindCoordinator) Readdress(frame);
                return !IsThe(new KafkaMoment(api, Answered: true)) && _unheard?.Invoke(api) is not true;
            }, end));
        while (_unheard is not null) await Task.Delay(50, end);
    }

    private bool IsThe(KafkaMoment moment)
    {
        Action act;
        lock (_brokers)
        {
            if (_armed is not { } armed || armed.Moment != moment) return false;
            (act, _armed) = (armed.Act, null);
        }
        act();
        return true;
    }

    /// <summary>An address is a host and, right behind it, a port of four bytes.</summary>
    private void Readdress(byte[] frame)
    {
        foreach (var (broker, port) in _brokers)
        {
            var address = new byte[broker.Address.ToString().Length + 4];
            Encoding.ASCII.GetBytes(broker.Address.ToString(), address);
            BinaryPrimitives.WriteInt32BigEndian(address.AsSpan(address.Length - 4), broker.Port);
            for (var at = 0; frame.AsSpan(at).IndexOf(address) is >= 0 and var found; at += found + address.Length)
                BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(at + found + address.Length - 4), port.Number);
        }
    }

    /// <summary>Passes frames on as long as they are to go on.</summary>
    private static async Task FramesAsync(NetworkStream from, NetworkStream to, Func<byte[], bool> isToGoOn, CancellationToken end)
    {
        var length = new byte[4];
        while (true)
        {
            await from.ReadExactlyAsync(length, end);
            var bytes = BinaryPrimitives.ReadInt32BigEndian(length);
            bytes.ShouldBeInRange(4, MostBytes);
            var frame = new byte[4 + bytes];
            length.CopyTo(frame, 0);
            await from.ReadExactlyAsync(frame.AsMemory(4), end);
            if (!isToGoOn(frame)) return;
            await to.WriteAsync(frame, end);
        }
    }
}
