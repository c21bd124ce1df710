using Akka;
using Akka.Streams.Dsl;
using AkkaCommerce.Ingestion.Log;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace AkkaCommerce.Ingestion.Sqlite;

/// <summary>
/// A log in one SQLite file, for the processes of one machine. SQLite lets one transaction write at a time: so offsets are given inside it, a commit is in
/// the file for good (synchronous=FULL), and the committed end is the end.
/// </summary>
public sealed class SqliteEventLog : IEventLog
{
    private readonly AppendSignals _signals;
    private readonly LogReading _reading;
    private readonly LogWriting _writing;
    private readonly ForeignAppends _foreign;
    private readonly Lock _gate = new();
    private readonly SqliteLogOptions _options;
    private readonly TimeProvider _time;
    private readonly IRetentionFloor? _floor;
    private readonly ILogger _logger;
    private RetentionLoop? _retention;
    private bool _closed;

    private SqliteEventLog(SqliteLogFile file, TimeProvider time, IRetentionFloor? floor, ILogger logger)
    {
        var options = file.Options;
        (_options, _time, _floor, _logger) = (options, time, floor, logger);
        (Identity, Shards) = (file.Identity, file.Shards);
        _signals = new AppendSignals(Shards);
        _reading = new LogReading(options);
        _writing = new LogWriting(options, Shards, _signals, time, () => Checkpoints = new Checkpoints(options, logger));
        _foreign = new ForeignAppends(options, _signals, _writing, logger);
    }

    public string Identity { get; }

    public int Shards { get; }

    /// <summary>Null until something was written.</summary>
    internal Checkpoints? Checkpoints { get; private set; }

    /// <summary>The log on a file that was looked into.</summary>
    /// <param name="floor">What retention must leave; null: nothing is needed.</param>
    public static SqliteEventLog On(SqliteLogFile file, TimeProvider? time = null, IRetentionFloor? floor = null, ILogger<SqliteEventLog>? logger = null) =>
        new(file, time ?? TimeProvider.System, floor, logger ?? NullLogger<SqliteEventLog>.Instance);

    /// <summary>Opens the log, and makes it where there is none.</summary>
    /// <inheritdoc cref="SqliteLogFile.Open" path="/exception"/>
    public static SqliteEventLog Open(SqliteLogOptions options, TimeProvider? time = null, IRetentionFloor? floor = null) => On(SqliteLogFile.Open(options), time, floor);

    public async Task<IShardLogWriter> OpenWriterAsync(int shard, string source, CancellationToken cancel)
    {
        Check(shard);
        cancel.ThrowIfCancellationRequested();
        Retain();
        var job = new OpenJob(shard, source, cancel);
        _writing.Add(job);
        var (epoch, progress) = await job.Opened.WaitAsync(cancel);
        return new SqliteShardWriter(_writing, shard, source, epoch, progress);
    }

    public Source<RecordBatch, NotUsed> Read(int shard, Positions from, TopicSet topics)
    {
        Check(shard);
        return Source.FromGraph(new RecordSource(shard, _signals, () => new SqlitePartitionReader(_reading, shard, from, topics)));
    }

    /// <inheritdoc/>
    /// <remarks>The committed end: what is written and not committed is one transaction, and its offsets are at or beyond it. What waits in a queue is not written.</remarks>
    public ValueTask<Positions> EndsAsync(int shard, CancellationToken cancel) => Ask(shard, static (connection, topic, shard) => connection.Next(topic, shard), cancel);

    public ValueTask<Positions> StartsAsync(int shard, CancellationToken cancel) => Ask(shard, static (connection, topic, shard) => connection.Start(topic, shard), cancel);

    public ValueTask<IReadOnlyList<PartitionStatistics>> StatisticsAsync(CancellationToken cancel) => _reading.Ask<IReadOnlyList<PartitionStatistics>>(
        connection =>
        {
            var partitions = new List<PartitionStatistics>(Shards * Topics.Count);
            for (var shard = 0; shard < Shards; shard++)
                for (var topic = 0; topic < Topics.Count; topic++)
                    partitions.Add(connection.Describe((Topic)topic, shard));
            return partitions;
        },
        cancel);

    public async ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            if (_closed) return;
            _closed = true;
        }
        if (_retention is not null) await _retention.DisposeAsync();
        await _foreign.DisposeAsync();
        await _writing.DisposeAsync();
        if (Checkpoints is not null) await Checkpoints.DisposeAsync();
        await _reading.DisposeAsync();
        _signals.AppendedAnywhere();
    }

    internal static LogUnavailableException Closed() => new("the log is closed");

    private ValueTask<Positions> Ask(int shard, Func<ReadConnection, Topic, int, long> read, CancellationToken cancel)
    {
        Check(shard);
        return _reading.Ask(
            connection =>
            {
                Positions positions = default;
                for (var topic = 0; topic < Topics.Count; topic++) positions[topic] = read(connection, (Topic)topic, shard);
                return positions;
            },
            cancel);
    }

    private void Check(int shard) => ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)shard, (uint)Shards, nameof(shard));

    private void Retain()
    {
        if (_options.Retention is not { } retention) return;
        lock (_gate)
        {
            if (!_closed) _retention ??= new RetentionLoop(retention, Shards, _floor, _time, _logger, Trim);
        }
    }

    private async ValueTask Trim(int shard, TrimLimits limits, CancellationToken cancel)
    {
        bool more;
        do
        {
            var job = new TrimJob(shard, limits);
            _writing.Add(job);
            more = await job.Done.WaitAsync(cancel);
        }
        while (more);
    }
}
