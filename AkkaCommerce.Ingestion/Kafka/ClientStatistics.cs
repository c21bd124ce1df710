using System.Text.Json;

namespace AkkaCommerce.Ingestion.Kafka;

/// <summary>What one client tells of itself: of the statistics of librdkafka (its STATISTICS.md names the fields) those that metrics are made of.</summary>
/// <param name="BytesSent">Since it was made, as are the next three.</param>
/// <param name="QueuedRecords">Not yet sent, or read ahead and not yet taken.</param>
/// <param name="MeanRoundTrip">Over the brokers' answers of late, in the library's window; null: there was none.</param>
/// <param name="SlowRoundTrip">The 99th percentile at the slowest broker; null: there was no answer.</param>
internal sealed record ClientStatistics(
    long BytesSent, long BytesReceived, long RecordsSent, long RecordsReceived, long QueuedRecords, long QueuedBytes, TimeSpan? MeanRoundTrip, TimeSpan? SlowRoundTrip)
{
    public static readonly ClientStatistics None = new(0, 0, 0, 0, 0, 0, null, null);

    /// <returns>Null: it is no such statistics.</returns>
    public static ClientStatistics? ReadOrNull(ReadOnlySpan<byte> json)
    {
        try
        {
            var reader = new Utf8JsonReader(json);
            using var document = JsonDocument.ParseValue(ref reader);
            return document.RootElement is { ValueKind: JsonValueKind.Object } client ? Read(client) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static ClientStatistics Read(JsonElement client)
    {
        var (answers, sum, slowest) = (0L, 0L, 0L);
        foreach (var broker in Members(client, "brokers"))
        {
            var rtt = Member(broker, "rtt");
            if (Number(rtt, "cnt") is not (> 0 and var count)) continue;
            (answers, sum, slowest) = (answers + count, sum + Number(rtt, "sum"), Math.Max(slowest, Number(rtt, "p99")));
        }
        var (ahead, aheadBytes) = (0L, 0L);
        foreach (var topic in Members(client, "topics"))
            foreach (var partition in Members(topic, "partitions"))
                (ahead, aheadBytes) = (ahead + Number(partition, "fetchq_cnt"), aheadBytes + Number(partition, "fetchq_size"));
        return new(
            Number(client, "tx_bytes"), Number(client, "rx_bytes"), Number(client, "txmsgs"), Number(client, "rxmsgs"),
            Number(client, "msg_cnt") + ahead, Number(client, "msg_size") + aheadBytes,
            answers == 0 ? null : TimeSpan.FromMicroseconds(sum / (double)answers), answers == 0 ? null : TimeSpan.FromMicroseconds(slowest));
    }

    private static IEnumerable<JsonElement> Members(JsonElement of, string name) =>
        Member(of, name) is { ValueKind: JsonValueKind.Object } members ? members.EnumerateObject().Select(member => member.Value) : [];

    private static long Number(JsonElement of, string name) => Member(of, name) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt64(out var value) ? value : 0;

    private static JsonElement Member(JsonElement of, string name) => of.ValueKind == JsonValueKind.Object && of.TryGetProperty(name, out var member) ? member : default;
}
