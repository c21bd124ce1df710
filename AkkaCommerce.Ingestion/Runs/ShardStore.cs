using System.Globalization;
using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Ingestion.Log;
using AkkaCommerce.Ingestion.Sql;
using Dapper;

namespace AkkaCommerce.Ingestion.Runs;

/// <summary>The table <c>shards</c>: written each second by the analysis, read by whoever asks how far it is, in any process.</summary>
public sealed class ShardStore(SqlDatabase database)
{
    /// <summary>Writes the rows of some shards.</summary>
    public Task WriteAsync(IReadOnlyList<ShardStatus> shards, CancellationToken cancel) => database.WriteAsync((connection, transaction) =>
        connection.Execute(
            """
            INSERT INTO shards (shard, closed_through, committed_through, held_by, positions, lag, updated)
            VALUES (@Shard, @Closed, @Committed, @HeldBy, @Positions, @Lag, @Updated)
            ON CONFLICT (shard) DO UPDATE SET closed_through = excluded.closed_through, committed_through = excluded.committed_through,
                held_by = excluded.held_by, positions = excluded.positions, lag = excluded.lag, updated = excluded.updated
            """,
            shards.Select(shard => new
            {
                shard.Shard,
                Closed = shard.ClosedThrough?.Milliseconds,
                Committed = shard.CommittedThrough?.Milliseconds,
                shard.HeldBy,
                Positions = shard.Positions.ToString(),
                shard.Lag,
                Updated = shard.Updated.Milliseconds,
            }), transaction), cancel);

    /// <summary>All rows there are, by shard.</summary>
    public Task<IReadOnlyList<ShardStatus>> ReadAsync(CancellationToken cancel) => database.ReadAsync<IReadOnlyList<ShardStatus>>(connection =>
        [.. connection.Query<(long Shard, long? Closed, long? Committed, string HeldBy, string Positions, long Lag, long Updated)>(
                "SELECT shard, closed_through, committed_through, held_by, positions, lag, updated FROM shards ORDER BY shard")
            .Select(row => new ShardStatus((int)row.Shard, Moment(row.Closed), Moment(row.Committed), row.HeldBy, Read(row.Positions), row.Lag, new Timestamp(row.Updated)))], cancel);

    private static Timestamp? Moment(long? milliseconds) => milliseconds is { } value ? new Timestamp(value) : null;

    private static Positions Read(string text)
    {
        Positions positions = default;
        var topic = 0;
        foreach (var offset in text.Split(',')) positions[topic++] = long.Parse(offset, CultureInfo.InvariantCulture);
        return positions;
    }
}
