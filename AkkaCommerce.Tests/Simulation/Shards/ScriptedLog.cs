using System.Text;
using Akka;
using Akka.Actor;
using Akka.Streams.Dsl;
using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Ingestion.Log;
using AkkaCommerce.Ingestion.Log.Truth;
using AkkaCommerce.Tests.VirtualTime;

namespace AkkaCommerce.Tests.Simulation.Shards;

/// <summary>What becomes of a commit.</summary>
internal enum CommitFate
{
    Kept,

    /// <summary>Nothing of it is in the log.</summary>
    Lost,

    /// <summary>It is in the log, but whoever made it does not hear of it.</summary>
    KeptUnheard,
}

/// <summary>
/// A shard's log that a test reads as lists, and whose next openings and commits meet the fates that it says. It fences as every log does, and tells
/// its witness of everything before it happens.
/// </summary>
internal sealed class ScriptedLog : IEventLog
{
    private readonly Lock _lock = new();
    private readonly Queue<CommitFate> _fates = new();
    private readonly List<LogCommit> _commits = [];
    private int _epoch, _failingOpenings;

    public Gate Committing { get; } = new();

    public IActorRef Witness { get; set; } = ActorRefs.Nobody;

    public string Identity => "scripted";

    public string? Away { get; set; }

    public int Shards { get; set; } = 1;

    /// <summary>What is in the log, commit by commit.</summary>
    public IReadOnlyList<LogCommit> Commits
    {
        get
        {
            lock (_lock) return [.. _commits];
        }
    }

    public Timestamp? Through => Commits is [.., var last] ? last.Through : null;

    /// <summary>The records of the four topics of events, in order; whatever the transactions were.</summary>
    public IReadOnlyList<string> Records(Topic topic) => [.. Commits.SelectMany(commit => commit.Records[(int)topic])];

    public IReadOnlyList<string> Records() => [.. Enumerable.Range(0, Topics.EventTopics).SelectMany(topic => Records((Topic)topic))];

    /// <summary>The sum of all truth records.</summary>
    public string Truth()
    {
        var truth = new TruthRecord(Shops.Pane);
        foreach (var commit in Commits)
            if (commit.Truth is { } json) truth.Add(TruthRecord.Parse(Encoding.UTF8.GetBytes(json)));
        return Encoding.UTF8.GetString(truth.ToJson());
    }

    public void Next(params IEnumerable<CommitFate> fates)
    {
        lock (_lock)
            foreach (var fate in fates)
                _fates.Enqueue(fate);
    }

    public void FailNextOpenings(int count) => _failingOpenings = count;

    public void Clear()
    {
        lock (_lock) _commits.Clear();
    }

    /// <summary>As if another incarnation had opened it.</summary>
    public void Fence() => Interlocked.Increment(ref _epoch);

    public Task<IShardLogWriter> OpenWriterAsync(int shard, string source, CancellationToken cancel)
    {
        Witness.Tell(LogEvent.Opened);
        if (_failingOpenings > 0)
        {
            _failingOpenings--;
            return Task.FromException<IShardLogWriter>(new LogUnavailableException("gone in the test"));
        }
        return Task.FromResult<IShardLogWriter>(new Writer(this, Interlocked.Increment(ref _epoch), Through is { } through ? new Progress(through) : null));
    }

    public Source<RecordBatch, NotUsed> Read(int shard, Positions from, TopicSet topics) => throw new NotSupportedException();

    public ValueTask<Positions> EndsAsync(int shard, CancellationToken cancel) => throw new NotSupportedException();

    public ValueTask<Positions> StartsAsync(int shard, CancellationToken cancel) => throw new NotSupportedException();

    public ValueTask<IReadOnlyList<PartitionStatistics>> StatisticsAsync(CancellationToken cancel) => throw new NotSupportedException();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private CommitOutcome Commit(ShardBatch batch, int epoch)
    {
        using (batch)
        {
            lock (_lock)
            {
                if (epoch != _epoch) return new CommitOutcome(null, new WriterFencedException("fenced in the test"));
                var fate = _fates.TryDequeue(out var next) ? next : CommitFate.Kept;
                if (fate != CommitFate.Lost) _commits.Add(LogCommit.Of(batch));
                return fate == CommitFate.Kept
                    ? new CommitOutcome(new ShardCommitted(batch.Number, batch.Progress, batch.EventCount))
                    : new CommitOutcome(null, new LogUnavailableException("gone in the test"));
            }
        }
    }

    private sealed class Writer(ScriptedLog log, int epoch, Progress? progress) : IShardLogWriter, IBatchCommitter
    {
        public int Shard => 0;

        public string Source => "simulation";

        public Progress? Progress => progress;

        public Flow<ShardBatch, ShardCommitted, NotUsed> Flow => Akka.Streams.Dsl.Flow.FromGraph(new BatchFlow(this)).WatchTermination(Ended);

        private NotUsed Ended(NotUsed materialized, Task ended)
        {
            ended.ContinueWith(_ => log.Witness.Tell(LogEvent.Ended), TaskScheduler.Default);
            return materialized;
        }

        public void Commit(ShardBatch batch, Action<CommitOutcome> answer)
        {
            log.Witness.Tell(LogEvent.Commits);
            log.Committing.Pass(() => answer(log.Commit(batch, epoch)));
        }

        public ValueTask DisposeAsync()
        {
            log.Witness.Tell(LogEvent.Closed);
            return ValueTask.CompletedTask;
        }
    }
}

/// <summary>What a log's witness is told of.</summary>
internal sealed record LogEvent(string What) : INoSerializationVerificationNeeded
{
    public static LogEvent Opened { get; } = new(nameof(Opened));
    public static LogEvent Commits { get; } = new(nameof(Commits));
    public static LogEvent Closed { get; } = new(nameof(Closed));

    /// <summary>The stream through a writer has ended.</summary>
    public static LogEvent Ended { get; } = new(nameof(Ended));
}

/// <summary>A transaction that is in the log.</summary>
internal sealed record LogCommit(Timestamp Through, IReadOnlyList<string>[] Records, string? Truth)
{
    public static LogCommit Of(ShardBatch batch) => new(
        batch.Progress.Through,
        [.. Enumerable.Range(0, Topics.EventTopics).Select(topic => Read(batch.EventsOrNull((Topic)topic)))],
        batch.Truth.IsEmpty ? null : Encoding.UTF8.GetString(batch.Truth.Span));

    private static List<string> Read(PackedRecords? records)
    {
        var lines = new List<string>();
        for (var bytes = records is null ? default : records.Bytes; bytes.Length > 0;)
        {
            var (key, value) = (BitConverter.ToInt32(bytes), BitConverter.ToInt32(bytes[4..]));
            lines.Add(Encoding.UTF8.GetString(bytes.Slice(PackedRecords.HeaderBytes, key + value)));
            bytes = bytes[(PackedRecords.HeaderBytes + key + value)..];
        }
        return lines;
    }
}
