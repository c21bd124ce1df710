using AkkaCommerce.Ingestion.Log;
using Confluent.Kafka;
using Confluent.Kafka.Admin;

namespace AkkaCommerce.Ingestion.Kafka;

/// <summary>
/// Where partitions begin and end. Shards that ask while a question is under way share the next one: it is put after all of them asked, and one
/// answers for as many as there are.
/// </summary>
internal sealed class PartitionOffsets(KafkaConnection kafka, OffsetSpec which)
{
    private readonly Lock _gate = new();
    private Round? _next;
    private bool _asking;

    /// <summary>Of each topic of a shard, as of a moment after the call; what is not committed counts.</summary>
    /// <exception cref="LogUnavailableException">Kafka does not answer, or the log is closed.</exception>
    public async ValueTask<Positions> OfAsync(int shard, CancellationToken cancel)
    {
        if (kafka.Closed.IsCancellationRequested) throw KafkaEventLog.ClosedException();
        Round round;
        lock (_gate)
        {
            round = _next ??= new Round();
            round.Shards.Add(shard);
            if (!_asking)
            {
                _asking = true;
                _ = Task.Run(AskAsync, CancellationToken.None);
            }
        }
        return (await round.Answer.Task.WaitAsync(cancel))[shard];
    }

    private async Task AskAsync()
    {
        while (true)
        {
            Round round;
            lock (_gate)
            {
                if (_next is null)
                {
                    _asking = false;
                    return;
                }
                (round, _next) = (_next, null);
            }
            try
            {
                round.Answer.SetResult(await AskAsync(round.Shards));
            }
            catch (Exception e)
            {
                round.Answer.SetException(e);
                _ = round.Answer.Task.Exception;
            }
        }
    }

    private async Task<Dictionary<int, Positions>> AskAsync(HashSet<int> shards)
    {
        var wanted = shards.SelectMany(shard => kafka.Names.OfTopics.Select(topic => new TopicPartition(topic, shard))).ToArray();
        var result = await kafka.OffsetsAsync("asking where its topics begin and end", wanted, which, CancellationToken.None);
        var answer = shards.ToDictionary(shard => shard, _ => Positions.Start);
        foreach (var info in result)
        {
            var of = info.TopicPartitionOffsetError;
            var positions = answer[of.Partition.Value];
            positions[kafka.Names.TopicOf(of.Topic)] = of.Offset.Value;
            answer[of.Partition.Value] = positions;
        }
        return answer;
    }

    private sealed class Round
    {
        public HashSet<int> Shards { get; } = [];

        public TaskCompletionSource<Dictionary<int, Positions>> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
