using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace AkkaCommerce.Ingestion.Kafka;

/// <summary>
/// What the clients of Kafka measure, for dotnet-counters, OpenTelemetry and the like: docs/operating/kafka.md has the table. All logs of a process are one here.
/// </summary>
public static class KafkaMetrics
{
    /// <summary>The meter's name.</summary>
    public const string Name = "AkkaCommerce.Kafka";

    private static readonly Meter Meter = new(Name);
    private static readonly ConcurrentDictionary<ClientMetrics, byte> Clients = new();

    static KafkaMetrics()
    {
        Gauge("kafka.client.queue.records", "{record}", "Records that wait: to be sent, or, read ahead, to be taken", now => now.QueuedRecords);
        Gauge("kafka.client.queue.bytes", "By", "The bytes of these", now => now.QueuedBytes);
        Gauge("kafka.client.round_trip.mean", "s", "A request's mean time to its answer", now => now.MeanRoundTrip?.TotalSeconds);
        Gauge("kafka.client.round_trip.p99", "s", "The 99th percentile of it, at the slowest broker", now => now.SlowRoundTrip?.TotalSeconds);
    }

    internal static Counter<long> Transactions { get; } =
        Meter.CreateCounter<long>("kafka.producer.transactions", "{transaction}", "Transactions that ended, by outcome: committed, failed, fenced");

    internal static Histogram<double> TransactionDuration { get; } =
        Meter.CreateHistogram<double>("kafka.producer.transaction.duration", "s", "From the beginning of a transaction to its commit");

    internal static Counter<long> RecordsRead { get; } =
        Meter.CreateCounter<long>("kafka.consumer.records", "{record}", "Committed records handed to whoever reads the log");

    internal static Counter<long> BytesSent { get; } = Meter.CreateCounter<long>("kafka.client.bytes.sent", "By", "Bytes sent to brokers");

    internal static Counter<long> BytesReceived { get; } = Meter.CreateCounter<long>("kafka.client.bytes.received", "By", "Bytes received from brokers");

    internal static Counter<long> RecordsSent { get; } = Meter.CreateCounter<long>("kafka.client.records.sent", "{record}", "Records sent to brokers");

    internal static Counter<long> RecordsReceived { get; } = Meter.CreateCounter<long>("kafka.client.records.received", "{record}", "Records received from brokers");

    internal static void Add(ClientMetrics client) => Clients[client] = 0;

    internal static void Remove(ClientMetrics client) => Clients.TryRemove(client, out _);

    /// <summary>Of each client that lives and has told of itself.</summary>
    private static void Gauge(string name, string unit, string description, Func<ClientStatistics, double?> value) => Meter.CreateObservableGauge(
        name,
        () => Clients.Keys.Select(client => (client.Tags, Now: client.Newest)).Where(client => client.Now is not null)
            .Select(client => (client.Tags, Value: value(client.Now!))).Where(client => client.Value is not null)
            .Select(client => new Measurement<double>(client.Value!.Value, client.Tags)),
        unit,
        description);
}
