using System.Buffers;
using System.Text.Json;
using AkkaCommerce.Ingestion.Events;

namespace AkkaCommerce.Ingestion.Log.Truth;

/// <summary>
/// The JSON of a <see cref="TruthRecord"/>: <c>{"pane_ms":10000,"panes":[{"start_ms":…,"page_view":12,"cents":0,"late":1,"failed":{"…":1}}]}</c>;
/// what is zero is left out, what is unknown is stepped over.
/// </summary>
internal static class TruthJson
{
    /// <summary>Room to write in, used again from record to record.</summary>
    [ThreadStatic] private static (ArrayBufferWriter<byte> Bytes, Utf8JsonWriter Json)? room;

    public static byte[] Write(TruthRecord truth)
    {
        var (bytes, json) = room ??= NewRoom();
        bytes.ResetWrittenCount();
        json.Reset();
        json.WriteStartObject();
        json.WriteNumber("pane_ms"u8, (long)truth.Pane.TotalMilliseconds);
        json.WriteStartArray("panes"u8);
        foreach (var pane in truth.Panes) Write(json, pane);
        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        return bytes.WrittenSpan.ToArray();
    }

    private static (ArrayBufferWriter<byte>, Utf8JsonWriter) NewRoom()
    {
        var bytes = new ArrayBufferWriter<byte>(8192);
        return (bytes, new Utf8JsonWriter(bytes));
    }

    private static void Write(Utf8JsonWriter json, PaneTruth pane)
    {
        json.WriteStartObject();
        json.WriteNumber("start_ms"u8, pane.Start.Milliseconds);
        for (EventType type = 0; (int)type < PaneTruth.EventTypes; type++) Write(json, type.Name(), pane.Events(type));
        Write(json, "cents", pane.Cents);
        Write(json, "refunded_cents", pane.RefundedCents);
        Write(json, "late", pane.Late);
        Write(json, "duplicate", pane.Duplicates);
        Write(json, "reordered", pane.Reordered);
        Write(json, "held", pane.Held);
        Write(json, "lost", pane.Lost);
        if (pane.Failures > 0)
        {
            json.WriteStartObject("failed"u8);
            foreach (var (reason, count) in pane.FailureReasons) json.WriteNumber(reason, count);
            json.WriteEndObject();
        }
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, long value)
    {
        if (value != 0) json.WriteNumber(name, value);
    }

    public static TruthRecord Read(ReadOnlySpan<byte> bytes)
    {
        try
        {
            var reader = new Utf8JsonReader(bytes);
            using var document = JsonDocument.ParseValue(ref reader);
            var truth = new TruthRecord(TimeSpan.FromMilliseconds(document.RootElement.GetProperty("pane_ms"u8).GetInt64()));
            foreach (var pane in document.RootElement.GetProperty("panes"u8).EnumerateArray())
                Read(pane, truth.At(new Timestamp(pane.GetProperty("start_ms"u8).GetInt64())));
            return truth;
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or ArgumentException)
        {
            throw new FormatException("The truth record cannot be read: " + e.Message, e);
        }
    }

    private static void Read(JsonElement json, PaneTruth pane)
    {
        for (EventType type = 0; (int)type < PaneTruth.EventTypes; type++) pane.AddEvents(type, Number(json, type.Name()));
        pane.AddEvents(EventType.Purchase, 0, Number(json, "cents"));
        pane.AddEvents(EventType.Refund, 0, Number(json, "refunded_cents"));
        pane.AddLate(Number(json, "late"));
        pane.AddDuplicates(Number(json, "duplicate"));
        pane.AddReordered(Number(json, "reordered"));
        pane.AddHeld(Number(json, "held"));
        pane.AddLost(Number(json, "lost"));
        if (!json.TryGetProperty("failed"u8, out var failed)) return;
        foreach (var reason in failed.EnumerateObject()) pane.AddFailures(reason.Name, reason.Value.GetInt64());
    }

    private static long Number(JsonElement json, string name) => json.TryGetProperty(name, out var value) ? value.GetInt64() : 0;
}
