using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using AkkaCommerce.Ingestion.Events;

namespace AkkaCommerce.Node.Commands;

/// <summary>Tables as one JSON object in a line: names in snake_case, as in the events.</summary>
internal static class JsonOutput
{
    /// <summary>Standard output is no page of the web: letters stay what they are.</summary>
    private static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The option of every command that shows a table.</summary>
    public static Option<bool> Option() => new("--json") { Description = "One JSON object" };

    public static void WriteObject(this Output output, Action<Utf8JsonWriter> write) => output.WriteLine(json =>
    {
        json.WriteStartObject();
        write(json);
        json.WriteEndObject();
    });

    /// <summary>A list that stands for itself, in a line.</summary>
    public static void WriteList<T>(this Output output, IEnumerable<T> items, Action<Utf8JsonWriter, T> write) => output.WriteLine(json =>
    {
        json.WriteStartArray();
        foreach (var item in items) write(json, item);
        json.WriteEndArray();
    });

    public static void WriteArray<T>(this Utf8JsonWriter json, string name, IEnumerable<T> items, Action<T> write)
    {
        json.WriteStartArray(name);
        foreach (var item in items) write(item);
        json.WriteEndArray();
    }

    private static void WriteLine(this Output output, Action<Utf8JsonWriter> write)
    {
        using (var json = new Utf8JsonWriter(output.Stream, Writing)) write(json);
        output.Stream.WriteByte((byte)'\n');
    }

    /// <summary>ISO 8601, or null.</summary>
    public static void WriteTime(this Utf8JsonWriter json, string name, Timestamp? moment) => json.WriteString(name, moment?.ToString());
}
