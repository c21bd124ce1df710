using System.Text;
using Akka;
using Akka.Streams.Dsl;
using AkkaCommerce.Ingestion.Log;
using Confluent.Kafka;

namespace AkkaCommerce.Ingestion.Kafka;

/// <summary>
/// The open writer of one source for one shard: a thread that owns a producer, for its calls block. A batch is a transaction. Whatever fails in one ends
/// the writer: what became of it is for the next one to see, by its last progress. A call that does not come back is noticed by a watchdog.
/// </summary>
internal sealed class KafkaShardWriter : IShardLogWriter, IBatchCommitter
{
    /// <summary>How long opening waits at a time before it looks whether it is still wanted.</summary>
    private static readonly TimeSpan OpeningSlice = TimeSpan.FromSeconds(1);

    /// <summary>What a commit may take beyond its transaction's timeout, after which nothing good can come.</summary>
    private static readonly TimeSpan CommitMargin = TimeSpan.FromSeconds(5);

    /// <summary>How long a failed transaction's abort is waited for.</summary>
    private static readonly TimeSpan AbortBound = TimeSpan.FromSeconds(1);

    /// <summary>How long closing waits for the thread, where Kafka answers; then that ends by itself.</summary>
    private static readonly TimeSpan ClosingBound = TimeSpan.FromMilliseconds(700);

    /// <summary>How often the library is heard while there is no batch.</summary>
    private static readonly TimeSpan BetweenTellings = TimeSpan.FromSeconds(1);

    private readonly KafkaConnection _kafka;
    private readonly TimeProvider _time;
    private readonly TopicPartition[] _partitions;
    private readonly byte[] _key;
    private readonly Queue<Job> _queue = new();
    private readonly CallWatch _watch;
    private readonly ClientMetrics _metrics;
    private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenRegistration _closing;
    private Task _running = Task.CompletedTask;
    private Job? _current;
    private Exception? _failure;

    private KafkaShardWriter(KafkaConnection kafka, int shard, string source, TimeProvider time)
    {
        (_kafka, Shard, Source, _time) = (kafka, shard, source, time);
        _partitions = [.. kafka.Names.OfTopics.Select(topic => new TopicPartition(topic, shard))];
        _key = Encoding.UTF8.GetBytes(source);
        _metrics = ClientMetrics.OfWriter(shard);
        _watch = new CallWatch(time, what => Fail(kafka.Unavailable($"writer {shard} of {source}", $"{what} does not come back")));
        _closing = kafka.Closed.Register(() => Fail(KafkaEventLog.ClosedException()));
    }

    public int Shard { get; }

    public string Source { get; }

    public Progress? Progress { get; private set; }

    public Flow<ShardBatch, ShardCommitted, NotUsed> Flow => Akka.Streams.Dsl.Flow.FromGraph(new BatchFlow(this));

    /// <summary>Opens: fences older writers of the same source and shard, and finds the last progress.</summary>
    /// <param name="identity">The log's: producers of other logs at the same brokers are others.</param>
    public static async Task<IShardLogWriter> OpenAsync(
        KafkaConnection kafka, KafkaBounds bounds, string identity, int shard, string source, TimeProvider time, CancellationToken cancel)
    {
        var writer = new KafkaShardWriter(kafka, shard, source, time);
        writer._running = LogThread.Start($"kafka {source} {shard}", () => writer.Run(bounds, $"{identity}-{source}-{shard}", cancel));
        try
        {
            await writer._opened.Task.WaitAsync(cancel);
            return writer;
        }
        catch
        {
            writer.Fail(new LogUnavailableException("the writer was not opened"));
            throw;
        }
    }

    public void Commit(ShardBatch batch, Action<CommitOutcome> answer)
    {
        var job = new Job(batch, answer);
        lock (_queue)
        {
            if (_failure is null)
            {
                _queue.Enqueue(job);
                Monitor.Pulse(_queue);
                return;
            }
        }
        job.Refuse(_failure);
    }

    public async ValueTask DisposeAsync()
    {
        Fail(new LogUnavailableException("the writer is closed"));
        if (_kafka.Health.Reason is null) await Task.WhenAny(_running, Task.Delay(ClosingBound, _time));
    }

    /// <summary>Nothing more is committed. A transaction under way is answered by its own outcome, or, where its call hangs, now.</summary>
    private void Fail(Exception reason)
    {
        Job[] waiting;
        lock (_queue)
        {
            _failure ??= reason;
            waiting = [.. _queue];
            _queue.Clear();
            Monitor.PulseAll(_queue);
        }
        _opened.TrySetException(_failure);
        foreach (var job in waiting) job.Refuse(_failure);
        if (_watch.Hangs) _current?.Abandon(_failure);
    }

    private void Run(KafkaBounds bounds, string transactionalId, CancellationToken cancel)
    {
        KafkaProducer? producer = null;
        try
        {
            producer = new KafkaProducer(_kafka, transactionalId, _metrics);
            Open(producer, bounds, cancel);
            while (Take(producer) is { } job) Write(producer, job);
        }
        catch (Exception e)
        {
            Fail(Reason(e));
        }
        finally
        {
            _closing.Dispose();
            _watch.Dispose();
            _metrics.Dispose();
            producer?.Dispose();
        }
    }

    private void Open(KafkaProducer producer, KafkaBounds bounds, CancellationToken cancel)
    {
        var began = _time.GetTimestamp();
        while (!producer.TryInitialize(OpeningSlice))
        {
            cancel.ThrowIfCancellationRequested();
            lock (_queue)
                if (_failure is not null)
                    throw _failure;
            if (_kafka.IsPatienceOver(began)) throw _kafka.Unavailable($"opening writer {Shard} of {Source}", "it does not answer");
        }
        Progress = new LastProgress(_kafka, bounds).Find(Shard, Source, cancel);
        _opened.TrySetResult();
    }

    /// <summary>Waits for a batch; null: the writer is closed, or has failed.</summary>
    private Job? Take(KafkaProducer producer)
    {
        lock (_queue)
        {
            while (_queue.Count == 0 && _failure is null)
                if (!Monitor.Wait(_queue, BetweenTellings))
                    producer.Tell();
            return _failure is null ? _current = _queue.Dequeue() : null;
        }
    }

    private void Write(KafkaProducer producer, Job job)
    {
        var (within, began) = (_kafka.Options.TransactionTimeout + CommitMargin, _time.GetTimestamp());
        try
        {
            using (_watch.Begin("the transaction of a batch", 2 * within)) Write(producer, job.Batch, within);
            _metrics.Committed(_time.GetElapsedTime(began));
        }
        catch (Exception e)
        {
            var reason = e is KafkaTxnRequiresAbortException && producer.IsFencedAtAbort(AbortBound) ? Fenced.By(Source, Shard) : Reason(e);
            _metrics.NotCommitted(isFenced: reason is WriterFencedException);
            Fail(reason);
            job.Refuse(reason);
            return;
        }
        job.Commit();
        producer.Tell();
    }

    private void Write(KafkaProducer producer, ShardBatch batch, TimeSpan within)
    {
        producer.Begin();
        for (var topic = 0; topic < Topics.EventTopics; topic++)
            if (batch.EventsOrNull((Topic)topic) is { } events)
                producer.Add(_partitions[topic], events.Bytes);
        if (!batch.Truth.IsEmpty) producer.Add(_partitions[(int)Topic.Truth], _key, batch.Truth.Span);
        producer.Add(_partitions[(int)Topic.Progress], _key, ProgressCodec.Write(batch.Progress));
        producer.Commit(within, _time);
    }

    private Exception Reason(Exception failure) => failure switch
    {
        KafkaException { Error: var error } when KafkaTrouble.IsFencing(error.Code) => Fenced.By(Source, Shard),
        KafkaException { Error: var error } => Unavailable(KafkaTrouble.Text(error), failure),
        LogUnavailableException or StoreRefusedException or OperationCanceledException => failure,
        _ => Unavailable(failure.Message, failure),
    };

    /// <summary>Where Kafka as a whole is away, that is said once, and this failure need not be.</summary>
    private LogUnavailableException Unavailable(string reason, Exception failure)
    {
        _kafka.ProbeAsync().Wait();
        return _kafka.Unavailable($"writer {Shard} of {Source}", reason, failure);
    }

    /// <summary>A batch and who waits for it; answered once.</summary>
    private sealed class Job(ShardBatch batch, Action<CommitOutcome> answer)
    {
        private readonly ShardCommitted _committed = new(batch.Number, batch.Progress, batch.EventCount);
        private int _answered;

        public ShardBatch Batch => batch;

        public void Commit() => End(new CommitOutcome(_committed));

        public void Refuse(Exception reason) => End(new CommitOutcome(null, reason));

        /// <summary>Its call hangs and may still read the batch's buffers: they are left to the collector.</summary>
        public void Abandon(Exception reason)
        {
            if (Interlocked.Exchange(ref _answered, 1) == 0) answer(new CommitOutcome(null, reason));
        }

        private void End(CommitOutcome outcome)
        {
            if (Interlocked.Exchange(ref _answered, 1) != 0) return;
            batch.Dispose();
            answer(outcome);
        }
    }
}
