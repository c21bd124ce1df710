using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using AkkaCommerce.Ingestion.Events;

namespace AkkaCommerce.Ingestion.Runs;

/// <summary>The run records as JSON, snake_case like all that people may read.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, IgnoreReadOnlyProperties = true, Converters = [typeof(TimestampJson)])]
[JsonSerializable(typeof(LogRun))]
[JsonSerializable(typeof(SimulationRun))]
internal sealed partial class RunJson : JsonSerializerContext;

/// <summary>A moment as ISO 8601.</summary>
internal sealed class TimestampJson : JsonConverter<Timestamp>
{
    public override Timestamp Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Timestamp.From(DateTimeOffset.Parse(reader.GetString()!, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal));

    public override void Write(Utf8JsonWriter writer, Timestamp value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}
