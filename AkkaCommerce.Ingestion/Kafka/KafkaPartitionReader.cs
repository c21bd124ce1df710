using AkkaCommerce.Ingestion.Kafka.Native;
using AkkaCommerce.Ingestion.Log;

namespace AkkaCommerce.Ingestion.Kafka;

/// <summary>
/// Reads a shard's partition of some topics. Each topic is read ahead into a queue of its own, bounded, so the oldest record at hand goes first and none
/// is read for nothing. Nothing blocks: what fills an empty queue signals.
/// </summary>
internal sealed class KafkaPartitionReader : IPartitionReader
{
    /// <summary>Messages taken from a queue at a time.</summary>
    private const int AtOnce = 2000;

    /// <summary>How often the library is heard.</summary>
    private static readonly TimeSpan BetweenTellings = TimeSpan.FromSeconds(1);

    private readonly KafkaConnection _kafka;
    private readonly KafkaBounds _bounds;
    private readonly int _shard;
    private readonly Topic[] _topics;
    private readonly Action _filled;
    private readonly CancellationTokenRegistration _closing;
    private readonly HeldBatches _held = new();
    private readonly Lock _gate = new();
    private readonly MessageShelf[] _shelves;
    private readonly ClientMetrics _metrics;
    private readonly ITimer _telling;
    private Positions _positions;

    /// <summary>Up to where each topic held something when it was opened, or less where the broker has said since that there is nothing more.</summary>
    private Positions _ends;
    private PartitionConsumer? _consumer;
    private bool _disposed;

    /// <param name="filled">Called, on any thread, when there is something to read, or the log closes.</param>
    public KafkaPartitionReader(KafkaConnection kafka, KafkaBounds bounds, int shard, Positions from, TopicSet topics, Action filled)
    {
        (_kafka, _bounds, _shard, _positions, _filled) = (kafka, bounds, shard, from, filled);
        _topics = [.. Enumerable.Range(0, Topics.Count).Where(topic => ((int)topics >> topic & 1) != 0).Select(topic => (Topic)topic)];
        _shelves = new MessageShelf[_topics.Length];
        _metrics = ClientMetrics.OfReader(shard);
        _telling = kafka.Time.CreateTimer(_ => Tell(), null, BetweenTellings, BetweenTellings);
        _closing = kafka.Closed.Register(filled);
    }

    public void Next(Action<ReadOutcome> answer)
    {
        if (_kafka.Closed.IsCancellationRequested) answer(new ReadOutcome(null, KafkaEventLog.ClosedException()));
        else if (_consumer is null) _ = OpenAsync(answer);
        else Read(answer);
    }

    public void Dispose()
    {
        _closing.Dispose();
        _telling.Dispose();
        _metrics.Dispose();
        lock (_gate)
        {
            _disposed = true;
            if (_consumer is not { } consumer) return;
            foreach (var shelf in _shelves) shelf.Dispose();
            _ = LogThread.Start("kafka closing", consumer.Dispose);
        }
    }

    /// <summary>Where it is to begin is looked at first: the consumer itself only says that something is wrong.</summary>
    private async Task OpenAsync(Action<ReadOutcome> answer)
    {
        try
        {
            var (starts, ends) = (await _bounds.Starts.OfAsync(_shard, _kafka.Closed), await _bounds.Ends.OfAsync(_shard, _kafka.Closed));
            Check(starts, ends);
            await Task.Run(Open);
            Read(answer);
        }
        catch (OperationCanceledException)
        {
            answer(new ReadOutcome(null, KafkaEventLog.ClosedException()));
        }
        catch (Exception e)
        {
            answer(new ReadOutcome(null, e));
        }
    }

    /// <summary>Of what is compacted the missing is stepped over.</summary>
    private void Check(Positions starts, Positions ends)
    {
        foreach (var topic in _topics)
        {
            NotHeld.Check(topic, _shard, _positions[topic], starts[topic], ends[topic]);
            _positions[topic] = Math.Max(_positions[topic], starts[topic]);
        }
        _ends = ends;
    }

    private void Open()
    {
        var from = _topics.Select(topic => (_kafka.Names.Of(topic), _shard, _positions[topic])).ToArray();
        var consumer = new PartitionConsumer(KafkaSettings.Consumer(_kafka.Options, _topics.Length, _bounds.Shards), from, _filled, _kafka.ClientLog, _metrics);
        lock (_gate)
        {
            if (_disposed)
            {
                consumer.Dispose();
                return;
            }
            for (var i = 0; i < _shelves.Length; i++) _shelves[i] = new MessageShelf(consumer, i, AtOnce);
            _consumer = consumer;
        }
    }

    private void Read(Action<ReadOutcome> answer)
    {
        ReadOutcome outcome;
        lock (_gate)
        {
            if (_disposed) return;
            var (lost, reason) = Fill();
            if (lost is { } topic)
            {
                _ = RefuseAsync(topic, answer);
                return;
            }
            outcome = reason is not null ? new ReadOutcome(null, reason) : new ReadOutcome(Take());
        }
        answer(outcome);
    }

    /// <summary>Takes what the queues have, and hears what they say; a topic whose position is not held, or what else is wrong.</summary>
    private unsafe (Topic? Lost, LogUnavailableException? Reason) Fill()
    {
        for (var i = 0; i < _topics.Length; i++)
        {
            while (_shelves[i].Fill() && _shelves[i].First->Error is not 0 and var error)
            {
                var topic = _topics[i];
                _shelves[i].Drop();
                if (error == PartitionEvent.NotHeld) return (topic, null);
                if (error != PartitionEvent.End) return (null, _kafka.Unavailable($"reading {_kafka.Names.Of(topic)}", NativeText.Read(Librdkafka.ErrorText(error))));
                _ends[topic] = 0;
            }
        }
        return default;
    }

    /// <summary>The next batch; null: nothing now.</summary>
    private RecordBatch? Take()
    {
        Span<long> next = stackalloc long[Topics.Count];
        next.Fill(long.MaxValue);
        for (var i = 0; i < _topics.Length; i++)
        {
            if (!_shelves[i].IsEmpty) next[(int)_topics[i]] = MessageBatch.AppendTimeOf(_shelves[i]);
            // It goes on, and what comes of it is likely older than all that is at hand.
            else if (Reached(i) < _ends[_topics[i]]) return null;
        }
        var chosen = _held.Choose(next);
        if (chosen < 0) return StepOver();
        var batch = MessageBatch.Take(_shelves[Array.IndexOf(_topics, (Topic)chosen)], _shard, (Topic)chosen, _held.Released);
        return Given(batch);
    }

    /// <summary>Where nothing but markers, or what was aborted, came: a batch without records that says so.</summary>
    private RecordBatch? StepOver()
    {
        for (var i = 0; i < _topics.Length; i++)
            if (Reached(i) is var reached && reached > _positions[_topics[i]])
                return Given(new RecordBatch(_shard, _topics[i], [], 0, 0, reached, reached, default, released: _held.Released));
        return null;
    }

    private RecordBatch Given(RecordBatch batch)
    {
        _positions[batch.Topic] = batch.NextPosition;
        _metrics.Read(batch);
        _held.Given(batch.Topic);
        return batch;
    }

    private void Tell()
    {
        lock (_gate)
            if (!_disposed)
                _consumer?.Tell();
    }

    private long Reached(int index) => Math.Max(_positions[_topics[index]], _shelves[index].Position);

    private async Task RefuseAsync(Topic topic, Action<ReadOutcome> answer)
    {
        Exception reason;
        try
        {
            var (starts, ends) = (await _bounds.Starts.OfAsync(_shard, _kafka.Closed), await _bounds.Ends.OfAsync(_shard, _kafka.Closed));
            NotHeld.Check(topic, _shard, _positions[topic], starts[topic], ends[topic]);
            reason = _kafka.Unavailable($"reading {_kafka.Names.Of(topic)}", $"offset {_positions[topic]} is not found");
        }
        catch (Exception e)
        {
            reason = e;
        }
        answer(new ReadOutcome(null, reason));
    }
}
