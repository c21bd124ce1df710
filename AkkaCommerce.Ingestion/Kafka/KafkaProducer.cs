using System.Buffers.Binary;
using AkkaCommerce.Ingestion.Log;
using Confluent.Kafka;

namespace AkkaCommerce.Ingestion.Kafka;

/// <summary>
/// The transactional producer of one writer. Of no use any more after a failure: going on with a producer whose transaction was aborted can lose records
/// silently, so it is disposed, and another one tells what went through. Its calls block; none of them is to be made from a thread of Akka's.
/// </summary>
internal sealed class KafkaProducer : IDisposable
{
    private static readonly TimeSpan PollWhenFull = TimeSpan.FromMilliseconds(10);

    private readonly IProducer<byte[], byte[]> _producer;
    private readonly Message<byte[], byte[]> _message = new();

    /// <param name="metrics">Takes the library's statistics, which are told in <see cref="Commit"/> and <see cref="Tell"/>; null: there are none.</param>
    public KafkaProducer(KafkaConnection kafka, string transactionalId, ClientMetrics? metrics)
    {
        var settings = KafkaSettings.Producer(kafka.Options, transactionalId);
        // Nobody asks after single records, but the commit that waits for them is woken by their reports: without these it looks each 10 ms.
        settings["dotnet.producer.enable.background.poll"] = "false";
        settings["dotnet.producer.delivery.report.fields"] = "none";
        var builder = new ProducerBuilder<byte[], byte[]>(settings).SetLogHandler((_, message) => kafka.ClientLog.Write(message)).SetErrorHandler((_, _) => { });
        if (metrics is null) settings[KafkaSettings.StatisticsInterval] = "0";
        else builder.SetStatisticsHandler((_, json) => metrics.Take(json));
        _producer = builder.Build();
    }

    /// <summary>Fences every older producer of the same name, and settles what it had in flight; true: done, false: not within the time, ask again.</summary>
    /// <exception cref="KafkaException">It cannot be.</exception>
    public bool TryInitialize(TimeSpan within)
    {
        try
        {
            _producer.InitTransactions(within);
            return true;
        }
        catch (KafkaException e) when (e is KafkaRetriableException || e.Error.Code == ErrorCode.Local_TimedOut)
        {
            return false;
        }
    }

    /// <summary>Begins a transaction.</summary>
    public void Begin() => _producer.BeginTransaction();

    /// <summary>Adds records, laid out as <see cref="PackedRecords"/> says.</summary>
    public void Add(TopicPartition to, ReadOnlySpan<byte> records)
    {
        for (var at = 0; at < records.Length;)
        {
            var key = BinaryPrimitives.ReadInt32LittleEndian(records[at..]);
            var value = BinaryPrimitives.ReadInt32LittleEndian(records[(at + 4)..]);
            at += PackedRecords.HeaderBytes;
            Add(to, records.Slice(at, key), records.Slice(at + key, value));
            at += key + value;
        }
    }

    public void Add(TopicPartition to, ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        (_message.Key, _message.Value) = (key.ToArray(), value.ToArray());
        while (true)
        {
            try
            {
                _producer.Produce(to, _message);
                return;
            }
            catch (ProduceException<byte[], byte[]> e) when (e.Error.Code == ErrorCode.Local_QueueFull)
            {
                _producer.Poll(PollWhenFull);
            }
        }
    }

    /// <summary>Commits; the same call again where Kafka only asks for that.</summary>
    /// <exception cref="KafkaException">It failed, or nobody knows.</exception>
    public void Commit(TimeSpan within, TimeProvider time)
    {
        var began = time.GetTimestamp();
        while (true)
        {
            try
            {
                _producer.CommitTransaction(within);
                return;
            }
            catch (KafkaRetriableException e) when (e.Error.Code != ErrorCode.Local_TimedOut && time.GetElapsedTime(began) < within)
            {
                // The same call again.
            }
        }
    }

    /// <summary>
    /// Whether a newer producer of the name is why the transaction must be aborted. A broker that is just fencing this one may refuse a commit without
    /// saying so; aborting, which changes nothing for a producer that is given up anyway, is refused with the reason.
    /// </summary>
    public bool IsFencedAtAbort(TimeSpan within)
    {
        try
        {
            _producer.AbortTransaction(within);
            return false;
        }
        catch (KafkaException e)
        {
            return KafkaTrouble.IsFencing(e.Error.Code);
        }
    }

    /// <summary>Hears what the library has to tell: to be called now and then where nothing is committed, or it piles up.</summary>
    public void Tell() => _producer.Poll(TimeSpan.Zero);

    /// <summary>Joins the library's threads. What is open is left to the next one of this name, or to the transaction's timeout.</summary>
    public void Dispose() => _producer.Dispose();
}
