using System.Text.Json;
using System.Text.Json.Serialization;
using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Ingestion.Log;

namespace AkkaCommerce.Ingestion.Replay;

/// <summary>The progress of a replay in a shard, committed with the events that it covers.</summary>
/// <param name="Sha256">Of the file, as hexadecimal digits; empty: standard input.</param>
/// <param name="Line">Every event of the shard up to this line is written.</param>
/// <param name="Complete">In shard 0: the whole file is, in every shard.</param>
internal sealed record ReplayDetail(string Sha256, long Line, bool Complete = false)
{
    public Progress ToProgress() => new(Timestamp.Min, JsonSerializer.Serialize(this, ReplayJson.Default.ReplayDetail));

    /// <summary>The beginning, where there was no progress yet.</summary>
    /// <exception cref="StoreRefusedException">It is of another file, whose hash begins alike.</exception>
    public static ReplayDetail Of(Progress? progress, string sha256, string source)
    {
        if (progress?.Detail is not { } text) return new ReplayDetail(sha256, 0);
        var detail = JsonSerializer.Deserialize(text, ReplayJson.Default.ReplayDetail);
        return detail?.Sha256 == sha256 ? detail : throw new StoreRefusedException($"the log has a replay {source} of another file");
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ReplayDetail))]
internal sealed partial class ReplayJson : JsonSerializerContext;
