using AkkaCommerce.Ingestion.Events;
using Microsoft.Extensions.Logging;

namespace AkkaCommerce.Ingestion.Log;

/// <summary>Removes old records in the background, every <see cref="Retention.Interval"/>, shard by shard, never past the floor.</summary>
internal sealed partial class RetentionLoop : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _running;
    private readonly ILogger _logger;

    /// <param name="trim">Removes from a shard what is older than the limits and below the floor.</param>
    public RetentionLoop(
        Retention retention, int shards, IRetentionFloor? floor, TimeProvider time, ILogger logger, Func<int, TrimLimits, CancellationToken, ValueTask> trim)
    {
        _logger = logger;
        _running = Task.Run(() => Run(retention, shards, floor, time, trim));
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _stop.Dispose();
    }

    private async Task Run(Retention retention, int shards, IRetentionFloor? floor, TimeProvider time, Func<int, TrimLimits, CancellationToken, ValueTask> trim)
    {
        using var timer = new PeriodicTimer(retention.Interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(_stop.Token))
            {
                try
                {
                    for (var shard = 0; shard < shards; shard++)
                    {
                        Positions? needed = TrimLimits.NothingNeeded;
                        if (floor is not null) needed = await floor.OfAsync(shard, _stop.Token);
                        if (needed is { } positions)
                            await trim(shard, TrimLimits.At(Timestamp.From(time.GetUtcNow()), retention, shards, positions), _stop.Token);
                    }
                }
                catch (Exception e) when (e is not OperationCanceledException)
                {
                    if (e is not LogUnavailableException { IsSaid: true }) PutOff(_logger, e.Message);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The log closes.
        }
    }

    [LoggerMessage(EventId = 1101, Level = LogLevel.Warning, Message = "removing old records is put off to the next round: {Reason}")]
    private static partial void PutOff(ILogger logger, string reason);
}

/// <summary>What one round of retention may remove from a shard.</summary>
/// <param name="AppendedBefore">Records appended earlier go, whatever their topic holds.</param>
/// <param name="ProgressBefore">The same for what compaction removes from the progress.</param>
/// <param name="Bytes">What a topic's partition may hold.</param>
/// <param name="Floor">Nothing at or beyond it goes.</param>
/// <param name="KeptSince">Nothing appended at or after it goes.</param>
internal readonly record struct TrimLimits(Timestamp AppendedBefore, Timestamp ProgressBefore, long Bytes, Positions Floor, Timestamp KeptSince)
{
    /// <summary>What a transaction says that it wrote stays as long as any event of it may be held.</summary>
    /// <param name="oldestEvent">When the oldest event that the shard holds was appended; null: it holds none.</param>
    public TrimLimits OfTruth(Timestamp? oldestEvent) => this with { KeptSince = oldestEvent ?? Timestamp.Max };

    public static Positions NothingNeeded
    {
        get
        {
            Positions positions = default;
            for (var i = 0; i < Topics.Count; i++) positions[i] = long.MaxValue;
            return positions;
        }
    }

    public static TrimLimits At(Timestamp now, Retention retention, int shards, Positions floor) =>
        new(now - retention.Age, now - retention.ProgressAge, retention.BytesPerTopic / shards, floor, Timestamp.Max);
}
