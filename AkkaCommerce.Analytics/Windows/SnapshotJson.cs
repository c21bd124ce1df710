using System.Buffers;
using System.Buffers.Text;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using AkkaCommerce.Ingestion.Events;

namespace AkkaCommerce.Analytics.Windows;

/// <summary>
/// A snapshot as one line of JSON, its fields always in the same order and its numbers with the same decimals, so that equal snapshots are
/// equal bytes; and read back.
/// </summary>
public static class SnapshotJson
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private static readonly JsonEncodedText[] TypeNames = [.. Enum.GetValues<EventType>().Select(type => JsonEncodedText.Encode(type.Name()))];

    /// <summary>Room for a line, used again.</summary>
    [ThreadStatic]
    private static ArrayBufferWriter<byte>? _line;

    public static string Write(WindowSnapshot snapshot)
    {
        var buffer = _line ??= new ArrayBufferWriter<byte>(4096);
        buffer.ResetWrittenCount();
        Write(snapshot, buffer);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    public static void Write(WindowSnapshot snapshot, IBufferWriter<byte> output)
    {
        using var json = new Utf8JsonWriter(output, Options);
        json.WriteStartObject();
        json.WriteString("window_start", snapshot.Start.ToString());
        json.WriteString("window_end", snapshot.End.ToString());
        json.WriteBoolean("final", snapshot.Final);

        json.WriteStartObject("events");
        for (var type = 0; type < EventCounts.Types; type++) json.WriteNumber(TypeNames[type], snapshot.Events[type]);
        json.WriteEndObject();

        json.WriteStartArray("popular_products");
        foreach (var product in snapshot.PopularProducts) Write(json, product);
        json.WriteEndArray();

        json.WriteStartArray("popular_categories");
        foreach (var category in snapshot.PopularCategories) Write(json, category);
        json.WriteEndArray();

        Decimal(json, "revenue", snapshot.Revenue, 2);
        json.WriteNumber("orders", snapshot.Orders);
        Decimal(json, "average_order_value", snapshot.AverageOrderValue, 2);
        json.WriteNumber("unique_customers", snapshot.UniqueCustomers);
        json.WriteNumber("unique_viewers", snapshot.UniqueViewers);
        json.WriteNumber("unique_carters", snapshot.UniqueCarters);
        json.WriteNumber("abandoning_carters", snapshot.AbandoningCarters);
        json.WriteNumber("converted_viewers", snapshot.ConvertedViewers);
        Decimal(json, "viewer_conversion_rate", snapshot.ViewerConversionRate, 4);

        json.WriteStartObject("sessions");
        json.WriteNumber("started", snapshot.Sessions.Started);
        json.WriteNumber("ended", snapshot.Sessions.Ended);
        Decimal(json, "average_duration_seconds", snapshot.Sessions.AverageDurationSeconds, 1);
        Decimal(json, "average_page_views", snapshot.Sessions.AveragePageViews, 2);
        json.WriteEndObject();

        json.WriteNumber("late_events", snapshot.LateEvents);
        json.WriteNumber("dead_letters", snapshot.DeadLetters);
        Decimal(json, "refunded", snapshot.Refunded, 2);
        json.WriteEndObject();
    }

    /// <exception cref="FormatException">The text is no snapshot.</exception>
    public static WindowSnapshot Read(ReadOnlySpan<byte> utf8)
    {
        try
        {
            var reader = new Utf8JsonReader(utf8);
            using var document = JsonDocument.ParseValue(ref reader);
            return Read(document.RootElement);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new FormatException($"Not a window snapshot: {e.Message}", e);
        }
    }

    public static WindowSnapshot Read(string json) => Read(Encoding.UTF8.GetBytes(json));

    /// <summary>
    /// Whether a text is, byte for byte, what is written of the snapshot that it says: now, or by a program of before there were refunds, which said nothing of
    /// them.
    /// </summary>
    public static bool IsWritten(string json, WindowSnapshot snapshot)
    {
        var written = Write(snapshot);
        return written == json || snapshot is { Refunded: 0 } && snapshot.Events[EventType.Refund] == 0 && Older(written) == json;
    }

    /// <summary>Within a name the quotation marks would be escaped.</summary>
    private static string Older(string written) =>
        written.Replace(",\"refund\":0}", "}", StringComparison.Ordinal).Replace(",\"refunded\":0.00}", "}", StringComparison.Ordinal);

    private static WindowSnapshot Read(JsonElement root)
    {
        EventCounts events = default;
        var counts = root.GetProperty("events");
        for (var type = 0; type < EventCounts.Types; type++)
            if (counts.TryGetProperty(TypeNames[type].EncodedUtf8Bytes, out var count) || type != (int)EventType.Refund)
                events[type] = count.GetInt64();
        var sessions = root.GetProperty("sessions");
        return new WindowSnapshot
        {
            Start = Moment(root, "window_start"),
            End = Moment(root, "window_end"),
            Final = root.GetProperty("final").GetBoolean(),
            Events = events,
            PopularProducts = [.. root.GetProperty("popular_products").EnumerateArray().Select(Product)],
            PopularCategories = [.. root.GetProperty("popular_categories").EnumerateArray().Select(Category)],
            Revenue = Decimal(root, "revenue"),
            Orders = Integer(root, "orders"),
            AverageOrderValue = Decimal(root, "average_order_value"),
            UniqueCustomers = Integer(root, "unique_customers"),
            UniqueViewers = Integer(root, "unique_viewers"),
            UniqueCarters = Integer(root, "unique_carters"),
            AbandoningCarters = Integer(root, "abandoning_carters"),
            ConvertedViewers = Integer(root, "converted_viewers"),
            ViewerConversionRate = Decimal(root, "viewer_conversion_rate"),
            Sessions = new SessionFigures
            {
                Started = Integer(sessions, "started"),
                Ended = Integer(sessions, "ended"),
                AverageDurationSeconds = Decimal(sessions, "average_duration_seconds"),
                AveragePageViews = Decimal(sessions, "average_page_views"),
            },
            LateEvents = Integer(root, "late_events"),
            DeadLetters = Integer(root, "dead_letters"),
            Refunded = root.TryGetProperty("refunded", out _) ? Decimal(root, "refunded") : 0,
        };
    }

    private static void Write(Utf8JsonWriter json, PopularProduct product)
    {
        json.WriteStartObject();
        json.WriteString("product_id", product.ProductId);
        json.WriteString("category", product.Category);
        json.WriteNumber("views", product.Views);
        json.WriteNumber("add_to_carts", product.AddToCarts);
        json.WriteNumber("purchases", product.Purchases);
        Decimal(json, "revenue", product.Revenue, 2);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, PopularCategory category)
    {
        json.WriteStartObject();
        json.WriteString("category", category.Category);
        json.WriteNumber("views", category.Views);
        json.WriteNumber("purchases", category.Purchases);
        Decimal(json, "revenue", category.Revenue, 2);
        json.WriteEndObject();
    }

    private static PopularProduct Product(JsonElement e) => new(
        e.GetProperty("product_id").GetString()!, e.GetProperty("category").GetString()!,
        Integer(e, "views"), Integer(e, "add_to_carts"), Integer(e, "purchases"), Decimal(e, "revenue"));

    private static PopularCategory Category(JsonElement e) =>
        new(e.GetProperty("category").GetString()!, Integer(e, "views"), Integer(e, "purchases"), Decimal(e, "revenue"));

    private static void Decimal(Utf8JsonWriter json, string name, decimal value, byte places)
    {
        Span<byte> digits = stackalloc byte[40];
        if (!Utf8Formatter.TryFormat(value, digits, out var length, new StandardFormat('F', places)))
            throw new FormatException($"{name} is out of range.");
        json.WritePropertyName(name);
        json.WriteRawValue(digits[..length], skipInputValidation: true);
    }

    private static Timestamp Moment(JsonElement e, string name) => Timestamp.From(e.GetProperty(name).GetDateTimeOffset());
    private static long Integer(JsonElement e, string name) => e.GetProperty(name).GetInt64();
    private static decimal Decimal(JsonElement e, string name) => e.GetProperty(name).GetDecimal();
}
