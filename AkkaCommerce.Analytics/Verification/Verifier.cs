using Akka.Streams.Dsl;
using AkkaCommerce.Analytics.Panes;
using AkkaCommerce.Analytics.Storage;
using AkkaCommerce.Analytics.Windows;
using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Ingestion.Log;
using Dapper;

namespace AkkaCommerce.Analytics.Verification;

/// <summary>
/// Proves every number: each pane recounted from the log is what was reported, plus late, plus dead; our run's events in the log are those that its
/// writers wrote; every window is the sum of its panes; distinct users are counted anew. What is written is read first, as of one moment, so that an
/// analysis may go on beside; a shard at a time is held in memory.
/// </summary>
public sealed class Verifier(VerificationRequest request)
{
    private readonly PaneGrid _grid = PaneGrid.Of(request.Options);
    private readonly Findings _findings = new();
    private readonly Dictionary<long, PaneRecount> _panes = [];
    private readonly Dictionary<long, DistinctFigures> _edges = [];
    private readonly Dictionary<long, (long Late, long Dead)> _counts = [];
    private readonly HashSet<long> _lateUnknown = [];
    private long _firstHeld = long.MinValue;
    private InjectedFigures _injected;
    private long _deadWithoutTime;
    private long? _closed;

    public async Task<VerificationReport> RunAsync(CancellationToken cancel)
    {
        using var connection = request.Database.Connect();
        var state = new WrittenState(connection, request.Database.Dialect, _grid);
        state.Begin();
        var received = new WindowStore(request.Database, _grid).ReadReceived(connection, request.Log.Shards);
        for (var shard = 0; shard < request.Log.Shards; shard++)
        {
            var written = state.Shard(shard);
            _closed = shard == 0 ? written.LastClosed : Least(_closed, written.LastClosed);
            await VerifyAsync(shard, written, LateOrigins(connection, shard, written), cancel);
        }
        var report = Windows(connection, received);
        state.End();
        return report;
    }

    private async Task VerifyAsync(int shard, WrittenShard written, HashSet<(Topic, long)> late, CancellationToken cancel)
    {
        var starts = await request.Log.StartsAsync(shard, cancel);
        var through = await ThroughAsync(shard, starts, cancel);
        var ends = await request.Log.EndsAsync(shard, cancel);
        var recount = new ShardRecount(shard, request.Log.Shards, _grid, request.Options.Ahead, request.Run?.RunId, written.Cut, late);
        await ReadAsync(shard, starts, ends, TopicSet.Events | TopicSet.Truth, batch =>
        {
            recount.Add(batch, ends);
            if (batch.Topic == Topic.PageViews) request.Progress?.Invoke((shard + Part(starts, batch.NextPosition, ends)) / request.Log.Shards);
        }, cancel);

        var held = FirstHeld(shard, starts, recount);
        _firstHeld = Math.Max(_firstHeld, held);
        if (recount.Timeless != written.DeadWithoutTime && held == long.MinValue)
            _findings.Differs($"shard {shard}: {recount.Timeless} records without a readable time, counted as dead letters {written.DeadWithoutTime}");
        foreach (var (pane, count) in recount.Panes)
        {
            if (_panes.TryGetValue(pane, out var sum)) sum.Add(count);
            else _panes.Add(pane, count);
        }
        foreach (var (pane, count) in written.Counts)
        {
            var sum = _counts.GetValueOrDefault(pane);
            _counts[pane] = (sum.Late + count.Late, sum.Dead + count.Dead);
        }
        _deadWithoutTime += written.DeadWithoutTime;
        foreach (var (window, change) in recount.Distinct.Edges())
        {
            var sum = _edges.GetValueOrDefault(window);
            sum.Add(change);
            _edges[window] = sum;
        }
        if (request.Run is { } run)
        {
            var isDone = run.Until is { } until && through.Milliseconds >= until.Milliseconds - 1;
            var last = through == Timestamp.Min ? long.MinValue : isDone ? long.MaxValue : _grid.PaneOf(through + TimeSpan.FromMilliseconds(1) - run.Injected.GreatestDelay) - 1;
            var first = held == long.MinValue ? held : held + 1;
            Injected(shard, recount, first);
            new IdCheck(shard, _grid, request.Expected, _findings).Check(recount.Own, recount.Truth, first, last);
        }
    }

    /// <summary>Of the simulation only what it delayed on purpose may have come late.</summary>
    private void Injected(int shard, ShardRecount recount, long first)
    {
        var delayed = new Dictionary<long, long>();
        foreach (var pane in recount.Truth.Panes)
        {
            _injected = _injected.With(pane);
            delayed[_grid.PaneOf(pane.Start)] = InjectedFigures.DelayedOf(pane);
        }
        foreach (var (pane, count) in recount.Panes)
            if (pane >= first && count.OwnLate > delayed.GetValueOrDefault(pane))
                _findings.Differs($"shard {shard}, pane {new Timestamp(_grid.Start(pane))}: {count.OwnLate} events of our run came late, delayed on purpose {delayed.GetValueOrDefault(pane)}");
    }

    /// <summary>Up to which time the simulation's transactions, those committed now, go: what the log's ends, asked afterwards, hold of them is all.</summary>
    private async Task<Timestamp> ThroughAsync(int shard, Positions starts, CancellationToken cancel)
    {
        var through = Timestamp.Min;
        var ends = await request.Log.EndsAsync(shard, cancel);
        await ReadAsync(shard, starts, ends, TopicSet.Progress, batch =>
        {
            foreach (var record in batch)
                if (record.Key.SequenceEqual("simulation"u8)) through = Timestamp.Later(through, ProgressCodec.Read(record.Value).Through);
        }, cancel);
        return through;
    }

    private async Task ReadAsync(int shard, Positions from, Positions to, TopicSet topics, Action<RecordBatch> take, CancellationToken cancel)
    {
        var reached = from;
        if (reached.Reaches(to, topics)) return;
        await request.Log.Read(shard, from, topics)
            .TakeWhile(batch =>
            {
                using (batch) take(batch);
                reached[batch.Topic] = Math.Max(reached[batch.Topic], batch.NextPosition);
                cancel.ThrowIfCancellationRequested();
                return !reached.Reaches(to, topics);
            })
            .RunWith(Sink.Ignore<RecordBatch>(), request.Materializer);
    }

    /// <summary>How much of a shard's page views, and so about of all of it, is behind a position.</summary>
    private static double Part(Positions starts, long reached, Positions ends)
    {
        var (start, end) = (starts[Topic.PageViews], ends[Topic.PageViews]);
        return end > start ? Math.Clamp((double)(reached - start) / (end - start), 0, 1) : 1;
    }

    /// <summary>The last pane some of whose records may be gone from the log; the least value: none is.</summary>
    private long FirstHeld(int shard, Positions starts, ShardRecount recount)
    {
        var gone = long.MinValue;
        for (var topic = Topic.PageViews; topic <= Topic.Sessions; topic++)
            if (starts[topic] > 0) gone = Math.Max(gone, recount.FirstHeld(topic));
        // A record of up to so much later may have been written before the first that is held.
        if (gone is > long.MinValue and < long.MaxValue && request.Run is { } run) gone = _grid.PaneOf(new Timestamp(_grid.Start(gone)) + run.Injected.GreatestDelay);
        if (gone > long.MinValue) _findings.Note($"shard {shard}: the log no longer holds everything up to {(gone == long.MaxValue ? "its end" : _grid.WindowEnd(gone))}");
        return gone == long.MaxValue ? long.MaxValue - 1 : gone;
    }

    /// <summary>Where late events stand in the log; panes of which not every one is kept are noted.</summary>
    private HashSet<(Topic, long)> LateOrigins(System.Data.Common.DbConnection connection, int shard, WrittenShard written)
    {
        var origins = new HashSet<(Topic, long)>();
        var kept = new Dictionary<long, long>();
        foreach (var (topic, position, pane) in connection.Query<(string, long, long)>("SELECT topic, position, pane FROM late_events WHERE shard = @shard", new { shard }))
        {
            if (Topics.TryParse(topic, out var known)) origins.Add((known, position));
            var number = _grid.PaneOf(pane);
            kept[number] = kept.GetValueOrDefault(number) + 1;
        }
        foreach (var (pane, count) in written.Counts)
            if (count.Late > kept.GetValueOrDefault(pane)) _lateUnknown.Add(pane);
        return origins;
    }

    private VerificationReport Windows(System.Data.Common.DbConnection connection, Received received)
    {
        var through = received.Pane ?? long.MinValue;
        var reported = new HashSet<long>();
        var check = new WindowCheck(_grid, _edges, IsRecounted, _findings);
        long notHeld = 0;
        Timestamp? first = null, last = null;
        var names = new NameTable();
        foreach (var (end, json, bytes) in connection.Query<(long, string, byte[])>("SELECT window_end, snapshot, pane FROM windows ORDER BY window_end", buffered: false))
        {
            var pane = _grid.PaneOf(end) - 1;
            var totals = new KeptPane(pane, bytes).Read(names);
            check.Add(SnapshotColumn.Text(json, request.Database.Dialect.Types), new KeptTotals(pane, totals));
            reported.Add(pane);
            Pane(pane, totals);
            if (pane - _grid.Window >= _firstHeld) continue;
            notHeld++;
            first ??= new Timestamp(end);
            last = new Timestamp(end);
        }
        if (through > long.MinValue) check.Through(through);
        foreach (var pane in _panes.Keys.Where(pane => pane <= through && pane > _firstHeld && !reported.Contains(pane)).Order()) Pane(pane, PaneTotals.Empty);

        return new VerificationReport
        {
            Windows = check.Windows - notHeld,
            WindowsNotHeld = notHeld,
            FirstNotHeld = first?.ToString(),
            LastNotHeld = last?.ToString(),
            Events = _panes.Values.Sum(pane => pane.Events.Total),
            Orders = _panes.Values.Sum(pane => pane.Events[EventType.Purchase]),
            Revenue = _panes.Values.Sum(pane => pane.Cents) / 100m,
            Refunds = _panes.Values.Sum(pane => pane.Events[EventType.Refund]),
            Refunded = _panes.Values.Sum(pane => pane.RefundedCents) / 100m,
            Foreign = _panes.Values.Sum(pane => pane.Foreign),
            Late = _counts.Values.Sum(count => count.Late),
            Dead = _counts.Values.Sum(count => count.Dead) + _deadWithoutTime,
            DeadWithoutTime = _deadWithoutTime,
            Injected = _injected,
            Lost = _findings.Lost,
            Doubled = _findings.Doubled,
            Differences = _findings.Differences,
            PanesNotOnBoard = _closed is { } closed && closed > through ? through == long.MinValue ? 1 : closed - through : 0,
            Findings = _findings.Texts,
            Notes = _findings.Notes,
        };
    }

    /// <summary>The log's records of a pane are those reported, the late ones and the dead letters.</summary>
    private void Pane(long pane, PaneTotals reported)
    {
        if (pane <= _firstHeld) return;
        var log = _panes.GetValueOrDefault(pane) ?? new PaneRecount();
        var (late, dead) = _counts.GetValueOrDefault(pane);
        var name = $"pane {new Timestamp(_grid.Start(pane))}";
        if (log.Records != reported.Events.Total + late + dead)
            _findings.Differs($"{name}: the log has {log.Records} records; reported {reported.Events.Total}, late {late}, dead letters {dead}");
        else if (log.Dead != dead)
            _findings.Differs($"{name}: the log has {log.Dead} dead letters, counted {dead}");
        if (late != 0) return;
        for (var type = 0; type < EventCounts.Types; type++)
            if (log.Events[type] != reported.Events[type])
                _findings.Differs($"{name}: {(EventType)type} {log.Events[type]} in the log, reported {reported.Events[type]}");
        if (log.Cents != reported.RevenueCents) _findings.Differs($"{name}: revenue {log.Cents} cents in the log, reported {reported.RevenueCents}");
        if (log.RefundedCents != reported.RefundedCents) _findings.Differs($"{name}: refunded {log.RefundedCents} cents in the log, reported {reported.RefundedCents}");
    }

    private bool IsRecounted(long window)
    {
        if (window - _grid.Window < _firstHeld) return false;
        if (_lateUnknown.Count == 0) return true;
        for (var pane = window - _grid.Window + 1; pane <= window; pane++)
            if (_lateUnknown.Contains(pane)) return false;
        return true;
    }

    private static long? Least(long? left, long? right) => left is null || right is null ? null : Math.Min(left.Value, right.Value);
}
