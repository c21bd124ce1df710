using System.Text.Json;
using System.Text.Json.Serialization;
using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Simulation.Clock;
using AkkaCommerce.Simulation.Shards;
using AkkaCommerce.Simulation.Shoppers;

namespace AkkaCommerce.Simulation.Hosting;

/// <summary>The JSON of what crosses nodes and of the clock's journal, made at compile time.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, Converters = [typeof(TimestampConverter)])]
[JsonSerializable(typeof(Advance))]
[JsonSerializable(typeof(ShardThrough))]
[JsonSerializable(typeof(Walk))]
[JsonSerializable(typeof(WalkOf))]
[JsonSerializable(typeof(ClockState))]
[JsonSerializable(typeof(ClockProgress))]
internal sealed partial class SimulationJson : JsonSerializerContext;

/// <summary>A timestamp as its milliseconds.</summary>
internal sealed class TimestampConverter : JsonConverter<Timestamp>
{
    public override Timestamp Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetInt64());

    public override void Write(Utf8JsonWriter writer, Timestamp value, JsonSerializerOptions options) => writer.WriteNumberValue(value.Milliseconds);
}
