using System.Data.Common;
using System.Globalization;
using AkkaCommerce.Analytics.Windows;
using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Ingestion.Sql;

namespace AkkaCommerce.Analytics.Storage;

/// <summary>
/// The table <c>windows</c>, made for people: a row a final window, its figures as columns and its whole snapshot as JSON, with the totals of the pane it
/// ends with (packed, for the next board).
/// </summary>
internal static class WindowTable
{
    private static readonly Column[] Columns =
    [
        new("window_end", types => types.Whole, row => row.Snapshot.End.Milliseconds),
        new("window_start", types => types.Whole, row => row.Snapshot.Start.Milliseconds),
        new("starts_at", types => types.Time, row => row.Snapshot.Start.ToString(), "$.window_start"),
        new("ends_at", types => types.Time, row => row.Snapshot.End.ToString()),
        new("events", types => types.Whole, row => row.Snapshot.Events.Total),
        new("page_views", types => types.Whole, row => row.Snapshot.Events[EventType.PageView], "$.events.page_view"),
        new("add_to_carts", types => types.Whole, row => row.Snapshot.Events[EventType.AddToCart], "$.events.add_to_cart"),
        new("remove_from_carts", types => types.Whole, row => row.Snapshot.Events[EventType.RemoveFromCart], "$.events.remove_from_cart"),
        new("purchases", types => types.Whole, row => row.Snapshot.Events[EventType.Purchase], "$.events.purchase"),
        new("session_starts", types => types.Whole, row => row.Snapshot.Events[EventType.SessionStart], "$.events.session_start"),
        new("session_ends", types => types.Whole, row => row.Snapshot.Events[EventType.SessionEnd], "$.events.session_end"),
        new("orders", types => types.Whole, row => row.Snapshot.Orders),
        new("revenue", types => types.Money, row => Text(row.Snapshot.Revenue, 2)),
        new("average_order_value", types => types.Number, row => Text(row.Snapshot.AverageOrderValue, 2), "$.average_order_value"),
        new("customers", types => types.Whole, row => row.Snapshot.UniqueCustomers),
        new("viewers", types => types.Whole, row => row.Snapshot.UniqueViewers),
        new("carters", types => types.Whole, row => row.Snapshot.UniqueCarters, "$.unique_carters"),
        new("abandoning_carters", types => types.Whole, row => row.Snapshot.AbandoningCarters, "$.abandoning_carters"),
        new("converted_viewers", types => types.Whole, row => row.Snapshot.ConvertedViewers, "$.converted_viewers"),
        new("viewer_conversion_rate", types => types.Number, row => Text(row.Snapshot.ViewerConversionRate, 4), "$.viewer_conversion_rate"),
        new("average_session_seconds", types => types.Number, row => Text(row.Snapshot.Sessions.AverageDurationSeconds, 1), "$.sessions.average_duration_seconds"),
        new("average_session_page_views", types => types.Number, row => Text(row.Snapshot.Sessions.AveragePageViews, 2), "$.sessions.average_page_views"),
        new("late_events", types => types.Whole, row => row.Snapshot.LateEvents, "$.late_events"),
        new("dead_letters", types => types.Whole, row => row.Snapshot.DeadLetters, "$.dead_letters"),
        new("refunds", types => types.Whole, row => row.Snapshot.Events[EventType.Refund], Before3: "0"),
        new("refunded", types => types.Money, row => Text(row.Snapshot.Refunded, 2), Before3: "'0.00'"),
        new("snapshot", types => types.Json, row => row.Json),
        new("pane", types => types.Bytes, row => row.Pane),
    ];

    public static string Create(SqlTypes types) =>
        $"CREATE TABLE windows (\n    {string.Join(",\n    ", Columns.Select((column, i) => $"{column.Name} {column.Type(types)} {(i == 0 ? "PRIMARY KEY" : "NOT NULL")}"))})";

    /// <summary>Version 1 was SQLite's only: the figures are taken from the snapshots.</summary>
    public static IEnumerable<string> FromVersion1(SqlTypes types) =>
    [
        .. Columns.Where(column => column.Since2 is not null).Select(column => $"ALTER TABLE windows ADD COLUMN {column.Name} {column.Type(types)}"),
        $"UPDATE windows SET {string.Join(", ", Columns.Where(column => column.Since2 is not null).Select(column => $"{column.Name} = snapshot ->> '{column.Since2}'"))}",
    ];

    /// <summary>Version 2 knew of no refunds: there were none. The snapshots stay as they were written.</summary>
    public static IEnumerable<string> FromVersion2(SqlTypes types) =>
        Columns.Where(column => column.Before3 is not null).Select(column => $"ALTER TABLE windows ADD COLUMN {column.Name} {column.Type(types)} NOT NULL DEFAULT {column.Before3}");

    /// <summary>Writes rows where there are none. One command for all: what a row costs counts when weeks are caught up.</summary>
    public static void Insert(DbConnection connection, DbTransaction transaction, SqlTypes types, IReadOnlyList<FinalWindow> windows)
    {
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText =
            $"""
            INSERT INTO windows ({string.Join(", ", Columns.Select(column => column.Name))})
            VALUES ({string.Join(", ", Columns.Select(column => column.Placeholder(types)))})
            ON CONFLICT DO NOTHING
            """;
        foreach (var column in Columns)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = column.Parameter;
            command.Parameters.Add(parameter);
        }
        foreach (var window in windows)
        {
            var row = new Row(window.Snapshot, SnapshotColumn.Write(window.Snapshot, types), window.PaneBytes.ToArray());
            for (var i = 0; i < Columns.Length; i++) command.Parameters[i].Value = Columns[i].Value(row);
            command.ExecuteNonQuery();
        }
    }

    private static string Text(decimal value, int places) => value.ToString($"F{places}", CultureInfo.InvariantCulture);

    /// <param name="Json">The snapshot's.</param>
    /// <param name="Pane">The packed totals.</param>
    private sealed record Row(WindowSnapshot Snapshot, string Json, byte[] Pane);

    /// <param name="Value">Of a type with another name in SQL than long and bytes: text, that is cast.</param>
    /// <param name="Since2">Of one that version 2 of the schema added, where its figure stands in the snapshot.</param>
    /// <param name="Before3">Of one that version 3 added, its value, in SQL, in the rows of before.</param>
    private sealed record Column(string Name, Func<SqlTypes, string> Type, Func<Row, object> Value, string? Since2 = null, string? Before3 = null)
    {
        public string Parameter { get; } = $"@{Name}";

        public string Placeholder(SqlTypes types) => Type(types) is var type && (type == types.Whole || type == types.Bytes) ? Parameter : $"CAST({Parameter} AS {type})";
    }
}
