using AkkaCommerce.Analytics.Panes;
using AkkaCommerce.Analytics.Storage;
using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Ingestion.Replay;
using AkkaCommerce.Tests.Ingestion.Sql;
using Dapper;

namespace AkkaCommerce.Tests.Analytics.Storage;

public abstract class ReplayDeadLettersTests(SqlPlace place) : IDisposable
{
    public void Dispose()
    {
        place.Dispose();
        GC.SuppressFinalize(this);
    }

    [SqlFact]
    public async Task A_line_written_twice_is_there_once_with_its_number_reason_and_pane()
    {
        var database = await place.OpenAsync(AnalyticsTables.Steps);
        var letters = new ReplayDeadLetters(database, new PaneGrid(10_000, 30));
        var line = new RejectedLine("replay:ab", 17, "total is negative", new Timestamp(99_000), new Timestamp(25_000), EventType.Purchase, null, 3, [9], [1, 2, 3]);

        await letters.WriteAsync([line], default);
        await letters.WriteAsync([line with { Rejected = new Timestamp(100_000) }, line with { Line = 18, Time = null, Type = null }], default);

        (await database.ReadAsync(connection => connection.Query<(string, long, string, long?, string?)>(
            "SELECT topic, position, reason, pane, event_type FROM dead_letters ORDER BY position").ToArray(), default))
            .ShouldBe([("replay:ab", 17, "total is negative", 20_000, "purchase"), ("replay:ab", 18, "total is negative", null, null)]);
    }
}

public sealed class SqliteReplayDeadLettersTests() : ReplayDeadLettersTests(new SqlitePlace());

[OnPostgres]
[Trait("Category", "Postgres")]
[Collection(nameof(OnePostgres))]
public sealed class PostgresReplayDeadLettersTests() : ReplayDeadLettersTests(new PostgresPlace());
