using AkkaCommerce.Ingestion.Sql;

namespace AkkaCommerce.Analytics.Storage;

/// <summary>The tables of the analysis. Times that are keys are milliseconds since 1970; those beside them are for people.</summary>
public static class AnalyticsTables
{
    /// <summary>The pane of <c>counts</c> where a dead letter has no readable time.</summary>
    public const long NoPane = long.MinValue;

    /// <inheritdoc cref="SqlPart"/>
    public static IEnumerable<string> Steps(ISqlDialect dialect, long version) => version switch
    {
        0 => [WindowTable.Create(dialect.Types), .. Others(dialect.Types)],
        1 => [.. WindowTable.FromVersion1(dialect.Types), .. WindowTable.FromVersion2(dialect.Types)],
        2 => WindowTable.FromVersion2(dialect.Types),
        _ => [],
    };

    private static string[] Others(SqlTypes types) =>
    [
        // How far all windows are written: one row, moved by the board together with the windows, from the version it knew.
        $"""
        CREATE TABLE received (
            id              INTEGER PRIMARY KEY CHECK (id = 1),
            version         {types.Whole} NOT NULL,
            through         {types.Whole} NOT NULL,
            through_at      {types.Time}  NOT NULL,
            entries         TEXT NOT NULL)
        """,
        $"""
        CREATE TABLE live (
            id              INTEGER PRIMARY KEY CHECK (id = 1),
            window_end      {types.Whole} NOT NULL,
            written         {types.Whole} NOT NULL,
            snapshot        {types.Json}  NOT NULL)
        """,
        $"""
        CREATE TABLE late_events (
            topic           TEXT NOT NULL,
            shard           {types.Whole} NOT NULL,
            position        {types.Whole} NOT NULL,
            appended        {types.Whole} NOT NULL,
            pane            {types.Whole} NOT NULL,
            event_type      TEXT,
            cents           {types.Whole},
            length          {types.Whole} NOT NULL,
            sha256          {types.Bytes} NOT NULL,
            body            {types.Bytes} NOT NULL,
            PRIMARY KEY (topic, shard, position))
        """,
        $"""
        CREATE TABLE dead_letters (
            topic           TEXT NOT NULL,
            shard           {types.Whole} NOT NULL,
            position        {types.Whole} NOT NULL,
            appended        {types.Whole} NOT NULL,
            reason          TEXT NOT NULL,
            pane            {types.Whole},
            event_type      TEXT,
            cents           {types.Whole},
            length          {types.Whole} NOT NULL,
            sha256          {types.Bytes} NOT NULL,
            body            {types.Bytes} NOT NULL,
            PRIMARY KEY (topic, shard, position))
        """,
        // What each confirmed entry of an analyst counted, exactly, also where a flood kept no bodies.
        $"""
        CREATE TABLE counts (
            shard           {types.Whole} NOT NULL,
            entry           {types.Whole} NOT NULL,
            pane            {types.Whole} NOT NULL,
            late            {types.Whole} NOT NULL,
            dead            {types.Whole} NOT NULL,
            PRIMARY KEY (shard, entry, pane))
        """,
    ];
}
