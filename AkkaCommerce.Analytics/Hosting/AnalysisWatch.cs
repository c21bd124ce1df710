using Akka.Actor;
using Akka.Hosting;
using AkkaCommerce.Analytics.Panes;
using AkkaCommerce.Analytics.Partitions;
using AkkaCommerce.Analytics.Storage;
using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Ingestion.Log;

namespace AkkaCommerce.Analytics.Hosting;

/// <summary>Waits for the analysis of this process to be done.</summary>
public sealed class AnalysisWatch
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>How long the end of an analysis is put off for snapshots that are still to be published: the next run goes on with them.</summary>
    private static readonly TimeSpan LongestPublishing = TimeSpan.FromSeconds(30);

    private readonly AnalyticsServices _services;
    private readonly IActorRef _analysts;
    private readonly WindowStore _store;
    private readonly PaneGrid _grid;
    private Timestamp _finalThrough = Timestamp.Min;

    public AnalysisWatch(AnalyticsServices services, IReadOnlyActorRegistry registry)
    {
        (_services, _analysts) = (services, registry.Get<LocalAnalysts>());
        _grid = PaneGrid.Of(AnalysisOptions.Of(services.Run));
        _store = new WindowStore(services.Database, _grid);
    }

    /// <summary>The end of the last window that is final, or known to be empty; <see cref="Timestamp.Min"/>: none yet.</summary>
    /// <remarks>As long as the database does not answer, nothing new is known: what was known before.</remarks>
    public Timestamp FinalThrough
    {
        get
        {
            try
            {
                if (_store.ReadReceived(_services.Run.Shards).Pane is { } pane) _finalThrough = _grid.WindowEnd(pane);
            }
            catch (LogUnavailableException e) when (e.IsSaid)
            {
                // It goes on when it is back.
            }
            return _finalThrough;
        }
    }

    /// <summary>Waits until every window through a pane's end is final, and published where they are.</summary>
    public async Task UntilFinalAsync(Timestamp until, CancellationToken cancel)
    {
        while (FinalThrough < until) await Task.Delay(Pause, _services.Time, cancel);
        await UntilPublishedAsync(cancel);
    }

    /// <summary>Waits until all that the log holds now is analysed and on the board, an open simulation's newest panes aside.</summary>
    /// <returns>How far each shard is, and what holds it back.</returns>
    public async Task<IReadOnlyList<AnalystStatus>> UntilIdleAsync(CancellationToken cancel)
    {
        var ends = new Positions[_services.Run.Shards];
        for (var shard = 0; shard < ends.Length; shard++) ends[shard] = await _services.Log.EndsAsync(shard, cancel);
        while (true)
        {
            var statuses = (await _analysts.Ask<LocalAnalysts.Statuses>(new LocalAnalysts.AskStatuses(), Patience, cancel)).Analysts;
            if (IsIdle(statuses, ends, FinalThrough))
            {
                await UntilPublishedAsync(cancel);
                return statuses;
            }
            await Task.Delay(Pause, _services.Time, cancel);
        }
    }

    /// <summary>Waits until the newest final window is where they go besides SQL, wherever the board lives; not for ever.</summary>
    private async Task UntilPublishedAsync(CancellationToken cancel)
    {
        if (_services.Log.Snapshots is not { } topic) return;
        using var enough = new CancellationTokenSource(LongestPublishing, _services.Time);
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(cancel, enough.Token);
        try
        {
            while (!await IsPublishedAsync(topic, ends.Token)) await Task.Delay(Pause, _services.Time, ends.Token);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            // The next run goes on with them.
        }
    }

    private async Task<bool> IsPublishedAsync(ISnapshotTopic topic, CancellationToken cancel)
    {
        try
        {
            return _store.NewestFinal() is not { } newest || await topic.LastKeyAsync(cancel) == newest.End.ToString();
        }
        catch (LogUnavailableException)
        {
            return false;
        }
    }

    /// <summary>Whether all up to some ends is analysed and on the board.</summary>
    internal static bool IsIdle(IReadOnlyList<AnalystStatus> shards, IReadOnlyList<Positions> ends, Timestamp finalThrough)
    {
        if (shards.Count < ends.Count) return false;
        var isHeld = shards.Any(IsHeld);
        foreach (var shard in shards)
        {
            if (!shard.IsSettled || !shard.Positions.Reaches(ends[shard.Shard], TopicSet.Analysed)) return false;
            if (!shard.AllEventsClosed && !IsHeld(shard)) return false;
            // Without an open simulation the shards that lag behind still follow the one that is ahead.
            if (!isHeld && shard.ClosedThrough != shards[0].ClosedThrough) return false;
        }
        return finalThrough >= shards.Min(shard => shard.ClosedThrough);
    }

    private static bool IsHeld(AnalystStatus shard) => shard.HeldBackBy == "simulation";
}
