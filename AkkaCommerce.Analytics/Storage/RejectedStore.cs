using AkkaCommerce.Analytics.Panes;
using AkkaCommerce.Analytics.Partitions;
using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Ingestion.Log;
using AkkaCommerce.Ingestion.Sql;
using Dapper;

namespace AkkaCommerce.Analytics.Storage;

/// <summary>The tables <c>late_events</c>, <c>dead_letters</c> and <c>counts</c>. Every write may be repeated: the keys are the records' origins.</summary>
/// <param name="grid">Panes stand in the tables by their start.</param>
public sealed class RejectedStore(SqlDatabase database, PaneGrid grid)
{
    private const string SumsByPane = "SELECT pane, CAST(SUM(late) AS BIGINT), CAST(SUM(dead) AS BIGINT) FROM counts";

    /// <summary>What a confirmed entry counts, in one transaction.</summary>
    public void Write(EntryRows rows) => database.Write((connection, transaction) =>
    {
        connection.Execute(
            """
            INSERT INTO late_events (topic, shard, position, appended, pane, event_type, cents, length, sha256, body)
            VALUES (@Topic, @Shard, @Position, @Appended, @Pane, @Type, @Cents, @Length, @Sha256, @Body) ON CONFLICT DO NOTHING
            """,
            rows.Records.Where(record => record.IsLate).Select(Row), transaction);
        connection.Execute(
            """
            INSERT INTO dead_letters (topic, shard, position, appended, reason, pane, event_type, cents, length, sha256, body)
            VALUES (@Topic, @Shard, @Position, @Appended, @Reason, @Pane, @Type, @Cents, @Length, @Sha256, @Body) ON CONFLICT DO NOTHING
            """,
            rows.Records.Where(record => !record.IsLate).Select(Row), transaction);
        return connection.Execute(
            "INSERT INTO counts (shard, entry, pane, late, dead) VALUES (@Shard, @Number, @Pane, @Late, @Dead) ON CONFLICT DO NOTHING",
            rows.Counts.SelectMany(entry => entry.Panes, (entry, count) => new
            {
                rows.Shard,
                entry.Entry.Number,
                Pane = count.Pane is { } pane ? grid.Start(pane) : AnalyticsTables.NoPane,
                count.Late,
                count.Dead,
            }),
            transaction);
    });

    /// <summary>All late events and dead letters that any entry ever counted.</summary>
    public (long Late, long Dead) Totals() => database.Read(connection => connection.QuerySingle<(long, long)>(
        "SELECT CAST(COALESCE(SUM(late), 0) AS BIGINT), CAST(COALESCE(SUM(dead), 0) AS BIGINT) FROM counts"));

    /// <summary>By pane, what all entries of a shard up to and with number <paramref name="through"/> counted.</summary>
    public IReadOnlyList<PaneCount> Counts(int shard, long through) => database.Read<IReadOnlyList<PaneCount>>(connection =>
        [.. connection.Query<(long Pane, long Late, long Dead)>($"{SumsByPane} WHERE shard = @shard AND entry <= @through GROUP BY pane", new { shard, through })
            .Select(row => new PaneCount(row.Pane == AnalyticsTables.NoPane ? null : grid.PaneOf(row.Pane), row.Late, row.Dead))]);

    /// <summary>By pane, from <paramref name="first"/> on, what the entries of all shards counted, each shard's up to and with the one named.</summary>
    public IReadOnlyList<PaneCount> CountsFrom(long first, IReadOnlyList<EntryName> through) => database.Read<IReadOnlyList<PaneCount>>(connection =>
        [.. through.SelectMany((entry, shard) => connection.Query<(long Pane, long Late, long Dead)>(
                $"{SumsByPane} WHERE shard = @shard AND entry <= @Number AND pane >= @from GROUP BY pane", new { shard, entry.Number, from = grid.Start(first) })
            .Select(row => new PaneCount(grid.PaneOf(row.Pane), row.Late, row.Dead)))]);

    private object Row(RejectedRecord record) => new
    {
        Topic = record.Topic.Name(),
        Shard = record.Partition,
        Position = record.Offset,
        Appended = record.Appended.Milliseconds,
        record.Reason,
        Pane = record.Pane is { } pane ? grid.Start(pane) : (long?)null,
        Type = record.Type?.Name(),
        record.Cents,
        record.Length,
        record.Sha256,
        record.Body,
    };
}
