using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Ingestion.Kafka;
using AkkaCommerce.Ingestion.Log;
using AkkaCommerce.Ingestion.Runs;
using AkkaCommerce.Node.Configuration;
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
    public static KafkaShopLog OfRun(KafkaOptions asked, RunOptions run, TimeProvider time, ILoggerFactory loggers) =>
        new(asked, Shards(run), Retention(run), Timeout.InfiniteTimeSpan, create: true, RunReadAhead, time, loggers);

    /// <summary>For a command, which fails with one line.</summary>
    /// <param name="run">With what it is made where there is none; null: it is not made.</param>
    public static KafkaShopLog OfCommand(KafkaOptions asked, RunOptions? run, TimeProvider time) =>
        new(asked, run is null ? null : Shards(run), run is null ? null : Retention(run), TimeSpan.FromSeconds(10), create: run is not null, CommandReadAhead, time, NullLoggerFactory.Instance);

    private KafkaShopLog(KafkaOptions asked, int? shards, Retention? retention, TimeSpan patience, bool create, long readAhead, TimeProvider time, ILoggerFactory loggers) =>
        (_asked, _shards, _retention, _patience, _create, _readAhead, _time, _loggers) = (asked, shards, retention, patience, create, readAhead, time, loggers);

    public bool IsTakenAsItIs => false;

    public void Look()
    {
    }

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

    public void CheckSimulation(SimulationRun? kept)
    {
    }

    public IEventLog Open(TimeProvider time) => new KafkaEventLog(_options!, _identified.Identity, _identified.Shards, time);

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
