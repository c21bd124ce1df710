using System.Data;
using System.Data.Common;
using AkkaCommerce.Analytics.Panes;
using AkkaCommerce.Analytics.Partitions;
using AkkaCommerce.Analytics.Storage;
using AkkaCommerce.Ingestion.Log;
using AkkaCommerce.Ingestion.Sql;
using Dapper;

namespace AkkaCommerce.Analytics.Verification;

/// <summary>What the analysis has written of a shard, as of one moment: where its counts reach to, and what it counted.</summary>
/// <param name="Cut">The positions that the newest entry's counts reach to exactly.</param>
/// <param name="Counts">By pane.</param>
/// <param name="DeadWithoutTime">Dead letters of no pane.</param>
/// <param name="LastClosed">The last pane closed; null: none.</param>
internal sealed record WrittenShard(Positions Cut, IReadOnlyDictionary<long, (long Late, long Dead)> Counts, long DeadWithoutTime, long? LastClosed);

/// <summary>Reads what is written, all of it as of one moment, beside an analysis that goes on.</summary>
internal sealed class WrittenState(DbConnection connection, ISqlDialect dialect, PaneGrid grid)
{
    /// <summary>Begins to read; what is committed later is not seen.</summary>
    public void Begin() => connection.Execute(dialect.BeginReading, commandType: CommandType.Text);

    public void End() => connection.Execute("ROLLBACK", commandType: CommandType.Text);

    public WrittenShard Shard(int shard)
    {
        var chain = Chain(shard);
        var counts = new Dictionary<(long Entry, long Pane), (long Late, long Dead)>();
        foreach (var (entry, pane, late, dead) in connection.Query<(long, long, long, long)>("SELECT entry, pane, late, dead FROM counts WHERE shard = @shard", new { shard }))
            counts[(entry, pane == AnalyticsTables.NoPane ? long.MinValue : grid.PaneOf(pane))] = (late, dead);
        // The newest entries' rows may not be written yet: they are in the entries themselves.
        foreach (var entry in chain.Where(entry => !entry.IsClaim))
            foreach (var count in entry.Counts)
                counts[(entry.Name.Number, count.Pane ?? long.MinValue)] = (count.Late, count.Dead);

        var panes = counts.GroupBy(count => count.Key.Pane, count => count.Value)
            .ToDictionary(group => group.Key, group => (Late: group.Sum(count => count.Late), Dead: group.Sum(count => count.Dead)));
        panes.Remove(long.MinValue, out var timeless);
        return new WrittenShard(
            chain.Count > 0 ? chain[0].Positions : Positions.Start, panes, timeless.Dead, chain.Select(entry => entry.LastPane).FirstOrDefault(pane => pane is not null));
    }

    /// <summary>The entries back from the newest by the name of the one before; other rows are those of incarnations that were replaced.</summary>
    private List<AnalystEntry> Chain(int shard)
    {
        var rows = connection.Query<(long Number, byte[] Message)>(
                "SELECT sequence_number, message FROM journal WHERE persistence_id = @id AND NOT deleted ORDER BY sequence_number", new { id = PartitionAnalyst.IdOf(shard) })
            .ToDictionary(row => row.Number, row => row.Message);
        var chain = new List<AnalystEntry>();
        if (rows.Count == 0) return chain;
        var entry = AnalystEntry.Read(rows[rows.Keys.Max()]);
        while (true)
        {
            chain.Add(entry);
            if (!rows.TryGetValue(entry.Before.Number, out var message) || AnalystEntry.Read(message) is not { } before || before.Name != entry.Before) return chain;
            entry = before;
        }
    }
}
