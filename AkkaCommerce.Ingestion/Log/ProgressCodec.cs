using System.Buffers;
using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using AkkaCommerce.Ingestion.Events;

namespace AkkaCommerce.Ingestion.Log;

/// <summary>
/// The bytes of a record of <see cref="Topic.Progress"/>: key = the source, value = <c>{"through":1757258730000,"detail":"…"}</c>,
/// milliseconds since the epoch; a member that says nothing is left out.
/// </summary>
public static class ProgressCodec
{
    /// <summary>The value of a progress record.</summary>
    public static byte[] Write(Progress progress)
    {
        if (progress.Detail is null && progress.Through != Timestamp.Min) return WriteThrough(progress.Through.Milliseconds);
        var buffer = new ArrayBufferWriter<byte>(64);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            if (progress.Through != Timestamp.Min) json.WriteNumber("through"u8, progress.Through.Milliseconds);
            if (progress.Detail is not null) json.WriteString("detail"u8, progress.Detail);
            json.WriteEndObject();
        }
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Reads a progress record's value.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static Progress Read(ReadOnlySpan<byte> value)
    {
        try
        {
            var reader = new Utf8JsonReader(value);
            using var document = JsonDocument.ParseValue(ref reader);
            var through = document.RootElement.TryGetProperty("through"u8, out var time) ? new Timestamp(time.GetInt64()) : Timestamp.Min;
            return new Progress(through, document.RootElement.TryGetProperty("detail"u8, out var detail) ? detail.GetString() : null);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            throw new FormatException($"not a progress record: {Encoding.UTF8.GetString(value[..Math.Min(value.Length, 100)])}", e);
        }
    }

    private static byte[] WriteThrough(long milliseconds)
    {
        Span<byte> text = stackalloc byte[40];
        var start = "{\"through\":"u8;
        start.CopyTo(text);
        Utf8Formatter.TryFormat(milliseconds, text[start.Length..], out var digits);
        text[start.Length + digits] = (byte)'}';
        return text[..(start.Length + digits + 1)].ToArray();
    }
}
