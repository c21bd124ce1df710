using AkkaCommerce.Ingestion.Sql;

namespace AkkaCommerce.Ingestion.Runs;

/// <summary>The tables of runs, commands and shards. Times are milliseconds since 1970, but where people look first.</summary>
internal static class RunTables
{
    public const string Run = "run";

    /// <inheritdoc cref="SqlPart"/>
    public static IEnumerable<string> Steps(ISqlDialect dialect, long version) => version > 0 ? [] :
    [
        // Two rows, 'log' and 'simulation', of whoever came first.
        "CREATE TABLE run (name TEXT PRIMARY KEY, body TEXT NOT NULL)",
        $"CREATE TABLE commands (id {dialect.Types.Identity}, kind TEXT NOT NULL, body TEXT NOT NULL, asked BIGINT NOT NULL)",
        $"""
        CREATE TABLE shards (
            shard             {dialect.Types.Whole} PRIMARY KEY,
            closed_through    BIGINT,
            committed_through BIGINT,
            held_by           TEXT NOT NULL,
            positions         TEXT NOT NULL,
            lag               BIGINT NOT NULL,
            updated           BIGINT NOT NULL)
        """,
    ];
}
