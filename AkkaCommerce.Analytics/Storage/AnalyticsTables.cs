using System.Data.Common;
using Dapper;

namespace AkkaCommerce.Analytics.Storage;

/// <summary>The tables of the analysis. Times that are keys are milliseconds since 1970; text beside them is for people.</summary>
public static class AnalyticsTables
{
    /// <summary>Makes what is not there; it may be run any number of times.</summary>
    public const string Schema =
        """
        -- One row a final window: the snapshot as JSON, some of it as columns, and the totals of the pane it ends with (packed, for the next board).
        CREATE TABLE IF NOT EXISTS windows (
            window_end      INTEGER PRIMARY KEY,
            window_start    INTEGER NOT NULL,
            ends_at         TEXT    NOT NULL,
            events          INTEGER NOT NULL,
            orders          INTEGER NOT NULL,
            revenue         TEXT    NOT NULL,
            customers       INTEGER NOT NULL,
            viewers         INTEGER NOT NULL,
            snapshot        TEXT    NOT NULL,
            pane            BLOB    NOT NULL);

        -- How far all windows are written: one row, moved by the board together with the windows, from the version it knew.
        CREATE TABLE IF NOT EXISTS received (
            id              INTEGER PRIMARY KEY CHECK (id = 1),
            version         INTEGER NOT NULL,
            through         INTEGER NOT NULL,
            through_at      TEXT    NOT NULL,
            entries         TEXT    NOT NULL);

        CREATE TABLE IF NOT EXISTS live (
            id              INTEGER PRIMARY KEY CHECK (id = 1),
            window_end      INTEGER NOT NULL,
            written         INTEGER NOT NULL,
            snapshot        TEXT    NOT NULL);

        CREATE TABLE IF NOT EXISTS late_events (
            topic           TEXT    NOT NULL,
            shard           INTEGER NOT NULL,
            position        INTEGER NOT NULL,
            appended        INTEGER NOT NULL,
            pane            INTEGER NOT NULL,
            event_type      TEXT,
            cents           INTEGER,
            length          INTEGER NOT NULL,
            sha256          BLOB    NOT NULL,
            body            BLOB    NOT NULL,
            PRIMARY KEY (topic, shard, position));

        CREATE TABLE IF NOT EXISTS dead_letters (
            topic           TEXT    NOT NULL,
            shard           INTEGER NOT NULL,
            position        INTEGER NOT NULL,
            appended        INTEGER NOT NULL,
            reason          TEXT    NOT NULL,
            pane            INTEGER,
            event_type      TEXT,
            cents           INTEGER,
            length          INTEGER NOT NULL,
            sha256          BLOB    NOT NULL,
            body            BLOB    NOT NULL,
            PRIMARY KEY (topic, shard, position));

        -- What each confirmed entry of an analyst counted, exactly, also where a flood kept no bodies. No pane: no readable time.
        CREATE TABLE IF NOT EXISTS counts (
            shard           INTEGER NOT NULL,
            entry           INTEGER NOT NULL,
            pane            INTEGER NOT NULL,
            late            INTEGER NOT NULL,
            dead            INTEGER NOT NULL,
            PRIMARY KEY (shard, entry, pane));
        """;

    /// <summary>The pane of <c>counts</c> where a dead letter has no readable time.</summary>
    public const long NoPane = long.MinValue;

    public static void Create(DbConnection connection) => connection.Execute(Schema);
}
