using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Ingestion.Kafka;
using AkkaCommerce.Ingestion.Log;
using AkkaCommerce.Ingestion.Runs;
using AkkaCommerce.Node.Configuration;
using AkkaCommerce.Node.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace AkkaCommerce.Node.Logs;

/// <summary>A log in Kafka.</summary>
internal sealed class KafkaShopLog : IShopLog
{
    private const long RunReadAhead = 128 << 20;

    /// <summary>Of a command that reads the log as fast as it comes, mostly a shard after the other.</summary>
    private const long CommandReadAhead = 512 << 20;

    private readonly KafkaOptions _asked;
    private readonly StorePair _pair;
    private readonly int? _shards;
    private readonly Retention? _retention;
    private readonly TimeSpan _patience;
    private readonly bool _create;
    private readonly long _readAhead;
    private readonly TimeProvider _time;
    private readonly ILoggerFactory _loggers;
    private KafkaLogOptions? _options;
    private (string Identity, int Shards) _identified;

    /// <summary>For a run: it waits for Kafka as long as it takes, and says so.</summary>
    public static KafkaShopLog OfRun(KafkaOptions asked, StorePair pair, RunOptions run, TimeProvider time, ILoggerFactory loggers) =>
        new(asked, pair, Shards(run), Retention(run), Timeout.InfiniteTimeSpan, create: true, RunReadAhead, time, loggers);

    /// <summary>For a command, which fails with one line.</summary>
    /// <param name="run">With what it is made where there is none; null: it is not made.</param>
    public static KafkaShopLog OfCommand(KafkaOptions asked, StorePair pair, RunOptions? run, TimeProvider time) => new(
        asked, pair, run is null ? null : Shards(run), run is null ? null : Retention(run), TimeSpan.FromSeconds(10), create: run is not null, CommandReadAhead, time,
        NullLoggerFactory.Instance);

    private KafkaShopLog(
        KafkaOptions asked, StorePair pair, int? shards, Retention? retention, TimeSpan patience, bool create, long readAhead, TimeProvider time, ILoggerFactory loggers) =>
        (_asked, _pair, _shards, _retention, _patience, _create, _readAhead, _time, _loggers) = (asked, pair, shards, retention, patience, create, readAhead, time, loggers);

    public bool IsTakenAsItIs => false;

    public Task LookAsync(CancellationToken cancel) => Task.CompletedTask;

    /// <summary>Topics are made where there are none, with the shards that the record has, or else that were asked for.</summary>
    public async Task<(string Identity, int Shards)> IdentifyAsync(LogRun? kept, CancellationToken cancel)
    {
        _options = new KafkaLogOptions
        {
            Bootstrap = _asked.Bootstrap,
            TopicPrefix = _asked.TopicPrefix,
            Replication = _asked.Replication,
            Properties = _asked.Properties,
            Shards = kept?.Shards ?? _shards,
            Create = _create,
            Retention = _retention,
            Patience = _patience,
            ReadAheadBytes = _readAhead,
        };
        return _identified = await KafkaEventLog.IdentifyAsync(_options, _time, _loggers.CreateLogger<KafkaEventLog>(), cancel);
    }

    /// <remarks>
    /// Whoever writes to the log for the program writes the record first. So who looks at the topics first and for the record afterwards never takes a
    /// beginning for a loss. Topics that only producers of others have written to need no record.
    /// </remarks>
    public async Task CheckRecordsAsync(RunStore runs, CancellationToken cancel)
    {
        if (await runs.FindLogAsync(cancel) is null && await IsBegunAsync(cancel) && await runs.FindLogAsync(cancel) is null) throw NoRecord();
        if (await runs.FindSimulationAsync(cancel) is null && await IsSimulatedAsync(cancel) && await runs.FindSimulationAsync(cancel) is null) throw NoRecord();
    }

    /// <summary>Whether anything of the program's own was ever committed to the topics.</summary>
    public async Task<bool> IsBegunAsync(CancellationToken cancel)
    {
        await using var log = Open(_time);
        for (var shard = 0; shard < log.Shards; shard++)
            if ((await log.EndsAsync(shard, cancel))[Topic.Progress] > 0) return true;
        return false;
    }

    /// <summary>The topics hold what the database has no record of.</summary>
    public StoreRefusedException NoRecord() => _pair.NoRecordOfTopics($"{_asked.TopicPrefix}ecommerce-* at {_asked.Bootstrap}");

    private async Task<bool> IsSimulatedAsync(CancellationToken cancel)
    {
        await using var log = OpenTopics(_time);
        return await log.HasProgressAsync(Progress.Simulation, cancel);
    }

    public IEventLog Open(TimeProvider time) => OpenTopics(time);

    private KafkaEventLog OpenTopics(TimeProvider time) => new(_options!, _identified.Identity, _identified.Shards, time);

    public async Task<bool> HoldsFinalAsync(Timestamp end, CancellationToken cancel)
    {
        await using var log = Open(_time);
        return await log.Snapshots!.LastKeyAsync(cancel) == end.ToString();
    }

    public void AddTo(IServiceCollection services) => services.AddKafkaLog(_options!, _identified.Identity, _identified.Shards);

    /// <summary>Only what somebody set: else the topics that are there say it.</summary>
    private static int? Shards(RunOptions run) => run.Simulation.Given.Contains("shards") ? run.Simulation.Shards : null;

    private static Retention Retention(RunOptions run) => new() { Age = run.Retention.Age, BytesPerTopic = run.Retention.Bytes };
}
