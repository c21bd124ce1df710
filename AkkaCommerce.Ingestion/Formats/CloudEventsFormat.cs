using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Ingestion.Log;

namespace AkkaCommerce.Ingestion.Formats;

/// <summary>
/// CloudEvents 1.0 in their JSON format (structured mode), one a line: the event's JSON as it is (line ends between its fields aside) is the
/// <c>data</c>. Source and type follow from the event alone, so the same event is the same CloudEvent wherever it is written from.
/// </summary>
public sealed class CloudEventsFormat : IEventFormat
{
    /// <summary>By topic.</summary>
    private static readonly byte[][] Sources = [.. Enum.GetValues<Topic>().Select(topic => Encoding.ASCII.GetBytes($"/akkacommerce/{topic.Name()}"))];

    private static readonly SearchValues<byte> LineEnds = SearchValues.Create("\r\n"u8);

    private readonly EventReader _reader = new();
    private readonly ArrayBufferWriter<byte> _line = new(1024);
    private readonly Utf8JsonWriter _json;

    public CloudEventsFormat() =>
        _json = new Utf8JsonWriter(_line, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true });

    public ReadOnlySpan<byte> Beginning => [];

    public int Write(ReadOnlySpan<byte> record, Topic topic, IBufferWriter<byte> output)
    {
        if (!_reader.Read(record, topic, out var view)) return 0;
        _line.ResetWrittenCount();
        _json.Reset();
        _json.WriteStartObject();
        _json.WriteString("specversion"u8, "1.0"u8);
        _json.WriteString("id"u8, view.EventId);
        _json.WriteString("source"u8, Sources[(int)topic]);
        Span<byte> type = stackalloc byte[64];
        _json.WriteString("type"u8, Joined("akkacommerce."u8, view.Type.NameBytes(), type));
        if (!view.UserId.IsEmpty) _json.WriteString("subject"u8, view.UserId);
        Span<byte> time = stackalloc byte[EventCursor.TimeBytes];
        new EventCursor(time).Time(view.Time);
        _json.WriteString("time"u8, time);
        _json.WriteString("datacontenttype"u8, "application/json"u8);
        _json.WritePropertyName("data"u8);
        _json.WriteRawValue(record, skipInputValidation: true);
        _json.WriteEndObject();
        _json.Flush();
        return EndLine(_line.WrittenSpan, output);
    }

    private static ReadOnlySpan<byte> Joined(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second, Span<byte> to)
    {
        first.CopyTo(to);
        second.CopyTo(to[first.Length..]);
        return to[..(first.Length + second.Length)];
    }

    /// <summary>Line ends within JSON stand between its tokens only: a blank says the same.</summary>
    private static int EndLine(ReadOnlySpan<byte> line, IBufferWriter<byte> output)
    {
        var to = output.GetSpan(line.Length + 1)[..(line.Length + 1)];
        line.CopyTo(to);
        to[..^1].ReplaceAny(LineEnds, (byte)' ');
        to[^1] = (byte)'\n';
        output.Advance(to.Length);
        return to.Length;
    }
}
