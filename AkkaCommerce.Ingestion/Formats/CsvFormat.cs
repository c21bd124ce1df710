using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Ingestion.Log;

namespace AkkaCommerce.Ingestion.Formats;

/// <summary>
/// Comma-separated values (RFC 4180), UTF-8, with a header: a row an event, the same columns for all types, empty where a type has none of it. Times
/// are UTC with milliseconds, money is units with two decimals. The items of an order are JSON in one column: so a row stays an event, and sums over
/// a column are right.
/// </summary>
public sealed class CsvFormat : IEventFormat
{
    private readonly EventReader _reader = new();
    private readonly SessionField _session = new();
    private readonly ArrayBufferWriter<byte> _items = new(1024);
    private readonly Utf8JsonWriter _json;

    public CsvFormat() =>
        _json = new Utf8JsonWriter(_items, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true });

    public ReadOnlySpan<byte> Beginning =>
        "event_id,event_type,timestamp,user_id,session_id,product_id,product_category,product_price,quantity,order_id,total,items,duration_seconds,page_views\r\n"u8;

    public int Write(ReadOnlySpan<byte> record, Topic topic, IBufferWriter<byte> output)
    {
        if (!_reader.Read(record, topic, out var view)) return 0;
        var row = new CsvRow(output);
        row.Text(view.EventId);
        row.Text(view.Type.NameBytes());
        row.Time(view.Time);
        row.Text(view.UserId);
        row.Text(_session.Read(record));
        Product(ref row, view, topic);
        Order(ref row, view, topic);
        Session(ref row, view);
        return row.End();
    }

    private static void Product(ref CsvRow row, in EventView view, Topic topic)
    {
        if (topic is not (Topic.PageViews or Topic.CartEvents))
        {
            row.Empty(4);
            return;
        }
        row.Text(view.ProductId);
        row.Text(view.Category);
        row.Money(view.PriceCents);
        if (topic == Topic.CartEvents) row.Number(view.Quantity);
        else row.Empty();
    }

    private void Order(ref CsvRow row, in EventView view, Topic topic)
    {
        if (topic != Topic.Purchases)
        {
            row.Empty(3);
            return;
        }
        row.Text(view.OrderId);
        row.Money(view.TotalCents);
        _items.ResetWrittenCount();
        _json.Reset();
        _json.WriteStartArray();
        foreach (var item in view.Items) Write(item);
        _json.WriteEndArray();
        _json.Flush();
        row.Text(_items.WrittenSpan);
    }

    private void Write(EventItem item)
    {
        _json.WriteStartObject();
        _json.WriteString("product_id"u8, item.ProductId);
        if (!item.Category.IsEmpty) _json.WriteString("category"u8, item.Category);
        _json.WriteNumber("quantity"u8, item.Quantity);
        _json.WritePropertyName("price"u8);
        Span<byte> price = stackalloc byte[EventCursor.MaxNumberBytes];
        var cursor = new EventCursor(price);
        cursor.Cents(item.PriceCents);
        _json.WriteRawValue(price[..cursor.Length], skipInputValidation: true);
        _json.WriteEndObject();
    }

    private static void Session(ref CsvRow row, in EventView view)
    {
        if (view is { Type: EventType.SessionEnd, DurationMilliseconds: >= 0 }) row.Seconds(view.DurationMilliseconds);
        else row.Empty();
        if (view is { Type: EventType.SessionEnd, PageViews: >= 0 }) row.Number(view.PageViews);
        else row.Empty();
    }
}
