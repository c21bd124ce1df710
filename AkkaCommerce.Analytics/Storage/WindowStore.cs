using System.Data.Common;
using System.Globalization;
using AkkaCommerce.Analytics.Panes;
using AkkaCommerce.Analytics.Partitions;
using AkkaCommerce.Analytics.Windows;
using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Ingestion.Sql;
using Dapper;

namespace AkkaCommerce.Analytics.Storage;

/// <summary>The tables <c>windows</c>, <c>received</c> and <c>live</c>: written by the board, read by whoever shows windows.</summary>
/// <param name="grid">Panes stand in the tables by their end.</param>
public sealed class WindowStore(SqlDatabase database, PaneGrid grid)
{
    private readonly SqlTypes _types = database.Dialect.Types;

    public Received ReadReceived(int shards) => database.Read(connection => ReadReceived(connection, shards));

    internal Received ReadReceived(DbConnection connection, int shards) =>
        connection.QuerySingleOrDefault<(long Version, long Through, string Entries)?>("SELECT version, through, entries FROM received") is var (version, through, entries)
            ? new Received(version, grid.PaneOf(through) - 1, [.. entries.Split(' ').Select(Name)])
            : Received.Nothing(shards);

    /// <summary>The end of the last window that is final, or known to be empty; null: none yet.</summary>
    public Timestamp? FinalThrough(int shards) => ReadReceived(shards).Pane is { } pane ? grid.WindowEnd(pane) : null;

    /// <summary>
    /// Writes windows and moves <c>received</c> in one transaction; false, and nothing is written, where it no longer has the version before: then
    /// another board is at work.
    /// </summary>
    public bool TryMove(Received next, IReadOnlyList<FinalWindow> windows)
    {
        var through = grid.WindowEnd(next.Pane ?? throw new ArgumentException("A move is to a pane.", nameof(next)));
        var moved = new
        {
            next.Version,
            Known = next.Version - 1,
            Through = through.Milliseconds,
            At = through.ToString(),
            Entries = string.Join(' ', next.Used.Select(Text)),
        };
        var move = next.Version == 1
            ? $"INSERT INTO received (id, version, through, through_at, entries) VALUES (1, @Version, @Through, CAST(@At AS {_types.Time}), @Entries) ON CONFLICT DO NOTHING"
            : $"UPDATE received SET version = @Version, through = @Through, through_at = CAST(@At AS {_types.Time}), entries = @Entries WHERE version = @Known";
        return database.Write((connection, transaction) =>
        {
            if (connection.Execute(move, moved, transaction) != 1) return false;
            WindowTable.Insert(connection, transaction, _types, windows);
            return true;
        });
    }

    /// <summary>The totals of the panes from <paramref name="first"/> on, oldest first, whose windows were written.</summary>
    public IReadOnlyList<KeptPane> PanesFrom(long first) => database.Read<IReadOnlyList<KeptPane>>(connection =>
        [.. connection.Query<(long End, byte[] Pane)>("SELECT window_end, pane FROM windows WHERE window_end > @after ORDER BY window_end", new { after = grid.Start(first) })
            .Select(row => new KeptPane(grid.PaneOf(row.End) - 1, row.Pane))]);

    /// <summary>The newest final window; null where there is none yet.</summary>
    public WindowSnapshot? NewestFinal() => One("SELECT snapshot FROM windows ORDER BY window_end DESC LIMIT 1");

    /// <summary>The final window that ends at a moment, or null.</summary>
    public WindowSnapshot? FinalAt(Timestamp end) => One("SELECT snapshot FROM windows WHERE window_end = @end", new { end = end.Milliseconds });

    /// <summary>Final windows that end after a moment, oldest first, at most <paramref name="limit"/>: page by the last one's end.</summary>
    public IReadOnlyList<WindowSnapshot> FinalsAfter(Timestamp after, int limit = 1000) =>
        Many("SELECT snapshot FROM windows WHERE window_end > @after ORDER BY window_end LIMIT @limit", new { after = after.Milliseconds, limit });

    /// <summary>The newest final windows that end after a moment, oldest first, at most <paramref name="most"/>.</summary>
    public IReadOnlyList<WindowSnapshot> NewestFinals(Timestamp after, int most) =>
        [.. Many("SELECT snapshot FROM windows WHERE window_end > @after ORDER BY window_end DESC LIMIT @most", new { after = after.Milliseconds, most }).Reverse()];

    /// <summary>The figures of the newest final windows that end at a moment or before, oldest first, at most <paramref name="most"/>.</summary>
    public IReadOnlyList<WindowTotals> Trend(Timestamp through, int most) => database.Read<IReadOnlyList<WindowTotals>>(connection =>
        [.. connection.Query<(long End, long Events, long Orders, string Revenue, long Customers, long Viewers, long Converted, long Carters, long Abandoning)>(
            "SELECT window_end, events, orders, CAST(revenue AS TEXT), customers, viewers, converted_viewers, carters, abandoning_carters "
            + "FROM windows WHERE window_end <= @through ORDER BY window_end DESC LIMIT @most",
            new { through = through.Milliseconds, most }).Select(row => new WindowTotals
            {
                End = new Timestamp(row.End),
                Events = row.Events,
                Orders = row.Orders,
                Revenue = decimal.Parse(row.Revenue, CultureInfo.InvariantCulture),
                Customers = row.Customers,
                Viewers = row.Viewers,
                ConvertedViewers = row.Converted,
                Carters = row.Carters,
                AbandoningCarters = row.Abandoning,
            }).Reverse()]);

    /// <summary>
    /// The final window so many before the one that ends at a moment, or after it where <paramref name="steps"/> is positive; beyond the first or the last
    /// that there is, that one. Null where there is none on that side.
    /// </summary>
    public WindowSnapshot? FinalFrom(Timestamp end, int steps)
    {
        var (beyond, order, last) = steps < 0 ? ("<", "DESC", "min") : (">", "ASC", "max");
        return One(
            $"SELECT snapshot FROM windows WHERE window_end = (SELECT {last}(window_end) FROM "
            + $"(SELECT window_end FROM windows WHERE window_end {beyond} @end ORDER BY window_end {order} LIMIT @steps) AS passed)",
            new { end = end.Milliseconds, steps = Math.Abs(steps) });
    }

    /// <summary>
    /// The final window that ends so far before a moment, or after it where <paramref name="way"/> is positive: where none ends there, the next one beyond;
    /// beyond the first or the last that there is, that one. Null where there is none on that side.
    /// </summary>
    public WindowSnapshot? FinalFrom(Timestamp end, TimeSpan way)
    {
        var (beyond, nearest, last) = way < TimeSpan.Zero ? ("<", "max", "min") : (">", "min", "max");
        return One(
            "SELECT snapshot FROM windows WHERE window_end = (SELECT COALESCE("
            + $"(SELECT {nearest}(window_end) FROM windows WHERE window_end {beyond}= @there), (SELECT {last}(window_end) FROM windows WHERE window_end {beyond} @end)))",
            new { end = end.Milliseconds, there = (end + way).Milliseconds });
    }

    /// <summary>
    /// What all final windows hold together: each event stands in just one of the windows that end a whole number of windows before
    /// <paramref name="end"/>.
    /// </summary>
    public (long Events, long Orders, decimal Revenue) TotalsThrough(Timestamp end, TimeSpan window) => database.Read(connection =>
    {
        var (events, orders, revenue) = (0L, 0L, 0m);
        foreach (var row in connection.Query<(long Events, long Orders, string Revenue)>(
            "SELECT events, orders, CAST(revenue AS TEXT) FROM windows WHERE window_end <= @end AND (@end - window_end) % @length = 0",
            new { end = end.Milliseconds, length = (long)window.TotalMilliseconds }))
        {
            events += row.Events;
            orders += row.Orders;
            revenue += decimal.Parse(row.Revenue, CultureInfo.InvariantCulture);
        }
        return (events, orders, revenue);
    });

    /// <summary>The live window, as of at most a second ago while an analysis runs; null where there never was one.</summary>
    public WindowSnapshot? Live() => One("SELECT snapshot FROM live");

    public void WriteLive(WindowSnapshot snapshot, Timestamp now) => database.Write((connection, transaction) => connection.Execute(
        $"""
        INSERT INTO live (id, window_end, written, snapshot) VALUES (1, @end, @now, CAST(@json AS {_types.Json}))
        ON CONFLICT (id) DO UPDATE SET window_end = excluded.window_end, written = excluded.written, snapshot = excluded.snapshot
        """,
        new { end = snapshot.End.Milliseconds, now = now.Milliseconds, json = SnapshotColumn.Write(snapshot, _types) }, transaction));

    private static string Text(EntryName entry) => string.Create(CultureInfo.InvariantCulture, $"{entry.Number}:{entry.Incarnation}");

    private static EntryName Name(string text) =>
        text.Split(':') is [var number, var incarnation]
            ? new EntryName(long.Parse(number, CultureInfo.InvariantCulture), long.Parse(incarnation, CultureInfo.InvariantCulture))
            : throw new FormatException($"Not the name of an entry: {text}");

    private WindowSnapshot[] Many(string sql, object parameters) =>
        database.Read<WindowSnapshot[]>(connection => [.. connection.Query<string>(sql, parameters).Select(json => SnapshotColumn.Read(json, _types))]);

    private WindowSnapshot? One(string sql, object? parameters = null) => database.Read(connection =>
        connection.QueryFirstOrDefault<string>(sql, parameters) is { } json ? SnapshotColumn.Read(json, _types) : null);
}
