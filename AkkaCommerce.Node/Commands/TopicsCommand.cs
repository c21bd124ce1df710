using System.CommandLine;
using System.Text.Json;
using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Ingestion.Log;
using AkkaCommerce.Ingestion.Runs;
using AkkaCommerce.Ingestion.Sql;
using AkkaCommerce.Node.Reporting;
using Spectre.Console;

namespace AkkaCommerce.Node.Commands;

/// <summary>What the log holds, and how far its analysis is.</summary>
internal sealed class TopicsCommand : ProgramCommand
{
    private readonly Option<bool> _json = JsonOutput.Option();

    public TopicsCommand()
        : base(
            "topics",
            "Shows what the log holds, and of each shard how far it is analysed, how far behind, and what holds it back.",
            ("topics", "two tables"),
            ("topics --json", "one JSON object"))
    {
        Options.Add(_json);
    }

    public override async Task<int> RunAsync(Invocation invocation, CancellationToken cancel)
    {
        await using var shop = await OpenShop.OpenAsync(invocation, SqliteAccess.Read, cancel);
        var partitions = await shop.Log.StatisticsAsync(cancel);
        var topics = Enum.GetValues<Topic>().Select(topic => Held.Of(partitions.Where(one => one.Topic == topic))).ToArray();
        var analysed = (await shop.Stores.Shards.ReadAsync(cancel)).ToDictionary(status => status.Shard);
        var shards = Enumerable.Range(0, shop.Log.Shards)
            .Select(shard => (Held.Of(partitions.Where(one => one.Shard == shard)), analysed.GetValueOrDefault(shard))).ToArray();
        var imperfections = (await shop.Stores.Runs.FindSimulationAsync(cancel))?.Imperfections ?? "";
        if (invocation.Value(_json)) Write(invocation.Output, topics, shards, imperfections);
        else Write(invocation.Output.Tables, topics, shards, shop.Log.CountsRecords ? "records" : "offsets", imperfections);
        return CommandLine.Succeeded;
    }

    private static void Write(IAnsiConsole console, Held[] topics, (Held Held, ShardStatus? Status)[] shards, string counted, string imperfections)
    {
        var table = SnapshotTables.Table("topic", ["shards", counted, "bytes", "first appended", "last appended"]);
        for (var topic = 0; topic < topics.Length; topic++)
            table.AddRow(((Topic)topic).Name(), Show.Count(shards.Length), Show.Count(topics[topic].Records), Bytes(topics[topic]), Text(topics[topic].First), Text(topics[topic].Last));
        console.Write(table);

        table = SnapshotTables.Table("shard", [counted, "bytes", "closed through", "lag"]).AddColumn("held by");
        for (var shard = 0; shard < shards.Length; shard++)
        {
            var (held, status) = shards[shard];
            table.AddRow(
                Show.Count(shard), Show.Count(held.Records), Bytes(held), Text(status?.ClosedThrough), status is null ? "-" : Show.Count(status.Lag),
                status is null ? "not analysed" : Markup.Escape(status.HeldBy));
        }
        console.Write(table);
        if (imperfections.Length > 0) console.Profile.Out.Writer.WriteLine($"on purpose: {imperfections}");
    }

    private static void Write(Output output, Held[] topics, (Held Held, ShardStatus? Status)[] shards, string imperfections) => output.WriteObject(json =>
    {
        json.WriteArray("topics", topics.Index(), topic =>
        {
            json.WriteStartObject();
            json.WriteString("topic", ((Topic)topic.Index).Name());
            json.WriteNumber("shards", shards.Length);
            json.WriteNumber("records", topic.Item.Records);
            WriteBytes(json, topic.Item);
            json.WriteTime("first_appended", topic.Item.First);
            json.WriteTime("last_appended", topic.Item.Last);
            json.WriteEndObject();
        });
        json.WriteArray("shards", shards.Index(), shard =>
        {
            var (held, status) = shard.Item;
            json.WriteStartObject();
            json.WriteNumber("shard", shard.Index);
            json.WriteNumber("records", held.Records);
            WriteBytes(json, held);
            json.WriteTime("closed_through", status?.ClosedThrough);
            json.WriteTime("committed_through", status?.CommittedThrough);
            if (status is null) json.WriteNull("lag");
            else json.WriteNumber("lag", status.Lag);
            json.WriteString("held_by", status?.HeldBy);
            json.WriteTime("updated", status?.Updated);
            json.WriteEndObject();
        });
        json.WriteString("imperfections", imperfections.Length > 0 ? imperfections : null);
    });

    private static void WriteBytes(Utf8JsonWriter json, Held held)
    {
        if (held.Bytes is { } bytes) json.WriteNumber("bytes", bytes);
        else json.WriteNull("bytes");
    }

    private static string Bytes(Held held) => held.Bytes is { } bytes ? Show.Count(bytes) : "-";

    private static string Text(Timestamp? moment) => moment?.ToString() ?? "-";

    /// <summary>What some partitions hold together.</summary>
    private sealed record Held(long Records, long? Bytes, Timestamp? First, Timestamp? Last)
    {
        public static Held Of(IEnumerable<PartitionStatistics> partitions)
        {
            var all = partitions.ToArray();
            return new(all.Sum(one => one.Records), all.Any(one => one.Bytes is null) ? null : all.Sum(one => one.Bytes), all.Min(one => one.FirstAppended), all.Max(one => one.LastAppended));
        }
    }
}
