using AkkaCommerce.Analytics.Panes;
using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Ingestion.Replay;
using AkkaCommerce.Ingestion.Sql;
using Dapper;

namespace AkkaCommerce.Analytics.Storage;

/// <summary>Lines of replayed files that are no events, in the table <c>dead_letters</c>: their origin stands for the topic, the line for the position.</summary>
public sealed class ReplayDeadLetters(SqlDatabase database, PaneGrid grid) : IDeadLetters
{
    public Task WriteAsync(IReadOnlyList<RejectedLine> lines, CancellationToken cancel) => database.WriteAsync((connection, transaction) =>
        connection.Execute(
            """
            INSERT INTO dead_letters (topic, shard, position, appended, reason, pane, event_type, cents, length, sha256, body)
            VALUES (@Origin, 0, @Line, @Rejected, @Reason, @Pane, @Type, @Cents, @Length, @Sha256, @Body) ON CONFLICT DO NOTHING
            """,
            lines.Select(line => new
            {
                line.Origin,
                line.Line,
                Rejected = line.Rejected.Milliseconds,
                line.Reason,
                Pane = line.Time is { } time ? grid.Start(grid.PaneOf(time)) : (long?)null,
                Type = line.Type?.Name(),
                line.Cents,
                line.Length,
                line.Sha256,
                line.Body,
            }), transaction), cancel);
}
