using System.Collections.Concurrent;
using AkkaCommerce.Analytics.Partitions;
using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Ingestion.Log;
using AkkaCommerce.Ingestion.Runs;
using Microsoft.Extensions.Logging;

namespace AkkaCommerce.Node.Hosting;

/// <summary>
/// Takes what the analysts of this process say of themselves, and writes it to the table `shards` once a second and at the end, all in one transaction.
/// What was written is forgotten: an analyst that has moved to another node speaks for itself there.
/// </summary>
internal sealed partial class ShardReports : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>How long the last writing may take: the program is about to end.</summary>
    private static readonly TimeSpan LastWriting = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<int, ShardStatus> _newest = new();
    private readonly CancellationTokenSource _stop = new();
    private int _disposed;
    private readonly ShardStore _store;
    private readonly TimeProvider _time;
    private readonly ILogger<ShardReports> _logger;
    private readonly Task _writing;

    public ShardReports(ShardStore store, TimeProvider time, ILogger<ShardReports> logger)
    {
        (_store, _time, _logger) = (store, time, logger);
        _writing = WriteEachSecondAsync();
    }

    public void Report(AnalystStatus status) => _newest[status.Shard] = new ShardStatus(
        status.Shard, Known(status.ClosedThrough), Known(status.CommittedThrough), status.HeldBackBy, status.NeededFrom, status.Lag, Timestamp.From(_time.GetUtcNow()));

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0) return;
        await _stop.CancelAsync();
        await _writing;
        _stop.Dispose();
        using var patience = new CancellationTokenSource(LastWriting, _time);
        await WriteAsync(patience.Token);
    }

    private static Timestamp? Known(Timestamp moment) => moment == Timestamp.Min ? null : moment;

    private async Task WriteEachSecondAsync()
    {
        using var timer = new PeriodicTimer(Interval, _time);
        try
        {
            while (await timer.WaitForNextTickAsync(_stop.Token)) await WriteAsync(_stop.Token);
        }
        catch (OperationCanceledException)
        {
            // The end.
        }
    }

    private async Task WriteAsync(CancellationToken cancel)
    {
        var told = _newest.ToArray();
        if (told.Length == 0) return;
        try
        {
            await _store.WriteAsync([.. told.Select(shard => shard.Value)], cancel);
            foreach (var shard in told) _newest.TryRemove(shard);
        }
        catch (LogUnavailableException e) when (e.IsSaid)
        {
            // The next second's rows hold more.
        }
        catch (Exception e) when (e is LogUnavailableException or StoreRefusedException or OperationCanceledException)
        {
            if (!_stop.IsCancellationRequested) NotWritten(e.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "How far the analysis is could not be written: {Reason}")]
    private partial void NotWritten(string reason);
}
