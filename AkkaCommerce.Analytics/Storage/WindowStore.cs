using System.Data;
using System.Data.Common;
using System.Globalization;
using AkkaCommerce.Analytics.Panes;
using AkkaCommerce.Analytics.Partitions;
using AkkaCommerce.Analytics.Windows;
using AkkaCommerce.Ingestion.Events;
using Dapper;

namespace AkkaCommerce.Analytics.Storage;

/// <summary>The tables <c>windows</c>, <c>received</c> and <c>live</c>: written by the board, read by whoever shows windows.</summary>
/// <param name="open">Gives an open connection, which the store disposes.</param>
/// <param name="grid">Panes stand in the tables by their end.</param>
public sealed class WindowStore(Func<DbConnection> open, PaneGrid grid)
{
    public Received ReadReceived(int shards)
    {
        using var connection = open();
        return ReadReceived(connection, shards);
    }

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
        using var connection = open();
        using var transaction = connection.BeginTransaction(IsolationLevel.Serializable);
        var through = grid.WindowEnd(next.Pane ?? throw new ArgumentException("A move is to a pane.", nameof(next)));
        var moved = new
        {
            next.Version,
            Known = next.Version - 1,
            Through = through.Milliseconds,
            At = through.ToString(),
            Entries = string.Join(' ', next.Used.Select(Text)),
        };
        var rows = next.Version == 1
            ? connection.Execute("INSERT INTO received (id, version, through, through_at, entries) VALUES (1, @Version, @Through, @At, @Entries) ON CONFLICT DO NOTHING", moved, transaction)
            : connection.Execute("UPDATE received SET version = @Version, through = @Through, through_at = @At, entries = @Entries WHERE version = @Known", moved, transaction);
        if (rows != 1) return false;

        connection.Execute(
            """
            INSERT INTO windows (window_end, window_start, ends_at, events, orders, revenue, customers, viewers, snapshot, pane)
            VALUES (@End, @Start, @EndsAt, @Events, @Orders, @Revenue, @Customers, @Viewers, @Snapshot, @Pane)
            ON CONFLICT DO NOTHING
            """,
            windows.Select(window => Row(window.Snapshot, window.PaneBytes)),
            transaction);
        transaction.Commit();
        return true;
    }

    /// <summary>The totals of the panes from <paramref name="first"/> on, oldest first, whose windows were written.</summary>
    public IReadOnlyList<KeptPane> PanesFrom(long first)
    {
        using var connection = open();
        return [.. connection.Query<(long End, byte[] Pane)>("SELECT window_end, pane FROM windows WHERE window_end > @after ORDER BY window_end",
            new { after = grid.Start(first) }).Select(row => new KeptPane(grid.PaneOf(row.End) - 1, row.Pane))];
    }

    /// <summary>The newest final window; null where there is none yet.</summary>
    public WindowSnapshot? NewestFinal() => One("SELECT snapshot FROM windows ORDER BY window_end DESC LIMIT 1");

    /// <summary>The final window that ends at a moment, or null.</summary>
    public WindowSnapshot? FinalAt(Timestamp end) => One("SELECT snapshot FROM windows WHERE window_end = @end", new { end = end.Milliseconds });

    /// <summary>Final windows that end after a moment, oldest first, at most <paramref name="limit"/>: page by the last one's end.</summary>
    public IReadOnlyList<WindowSnapshot> FinalsAfter(Timestamp after, int limit = 1000)
    {
        using var connection = open();
        return [.. connection.Query<string>("SELECT snapshot FROM windows WHERE window_end > @after ORDER BY window_end LIMIT @limit",
            new { after = after.Milliseconds, limit }).Select(SnapshotJson.Read)];
    }

    /// <summary>
    /// What all final windows hold together: each event stands in just one of the windows that end a whole number of windows before
    /// <paramref name="end"/>.
    /// </summary>
    public (long Events, long Orders, decimal Revenue) TotalsThrough(Timestamp end, TimeSpan window)
    {
        using var connection = open();
        var (events, orders, revenue) = (0L, 0L, 0m);
        foreach (var row in connection.Query<(long Events, long Orders, string Revenue)>(
            "SELECT events, orders, revenue FROM windows WHERE window_end <= @end AND (@end - window_end) % @length = 0",
            new { end = end.Milliseconds, length = (long)window.TotalMilliseconds }))
        {
            events += row.Events;
            orders += row.Orders;
            revenue += decimal.Parse(row.Revenue, CultureInfo.InvariantCulture);
        }
        return (events, orders, revenue);
    }

    /// <summary>The live window, as of at most a second ago while an analysis runs; null where there never was one.</summary>
    public WindowSnapshot? Live() => One("SELECT snapshot FROM live");

    public void WriteLive(WindowSnapshot snapshot, Timestamp now)
    {
        using var connection = open();
        connection.Execute(
            """
            INSERT INTO live (id, window_end, written, snapshot) VALUES (1, @end, @now, @json)
            ON CONFLICT (id) DO UPDATE SET window_end = @end, written = @now, snapshot = @json
            """,
            new { end = snapshot.End.Milliseconds, now = now.Milliseconds, json = SnapshotJson.Write(snapshot) });
    }

    private static string Text(EntryName entry) => string.Create(CultureInfo.InvariantCulture, $"{entry.Number}:{entry.Incarnation}");

    private static EntryName Name(string text) =>
        text.Split(':') is [var number, var incarnation]
            ? new EntryName(long.Parse(number, CultureInfo.InvariantCulture), long.Parse(incarnation, CultureInfo.InvariantCulture))
            : throw new FormatException($"Not the name of an entry: {text}");

    private static object Row(WindowSnapshot snapshot, ReadOnlyMemory<byte> pane) => new
    {
        End = snapshot.End.Milliseconds,
        Start = snapshot.Start.Milliseconds,
        EndsAt = snapshot.End.ToString(),
        Events = snapshot.Events.Total,
        snapshot.Orders,
        Revenue = snapshot.Revenue.ToString("F2", CultureInfo.InvariantCulture),
        Customers = snapshot.UniqueCustomers,
        Viewers = snapshot.UniqueViewers,
        Snapshot = SnapshotJson.Write(snapshot),
        Pane = pane.ToArray(),
    };

    private WindowSnapshot? One(string sql, object? parameters = null)
    {
        using var connection = open();
        return connection.QueryFirstOrDefault<string>(sql, parameters) is { } json ? SnapshotJson.Read(json) : null;
    }
}
