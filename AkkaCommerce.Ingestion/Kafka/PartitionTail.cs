using AkkaCommerce.Ingestion.Kafka.Native;
using AkkaCommerce.Ingestion.Log;

namespace AkkaCommerce.Ingestion.Kafka;

/// <summary>Reads committed records of one partition between two offsets, on a thread that may wait.</summary>
internal static class PartitionTail
{
    private const int AtOnce = 1000;

    internal delegate void Take(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value);

    /// <summary>Reads from an offset until everything before the end is read, or known to be aborted.</summary>
    /// <exception cref="LogUnavailableException">Nothing comes for as long as the patience lasts: Kafka is away, or an open transaction of another holds the end back.</exception>
    public static unsafe void Read(KafkaConnection kafka, string topic, int partition, long from, long end, Take take, TimeSpan patience, CancellationToken cancel)
    {
        if (from >= end) return;
        using var filled = new AutoResetEvent(false);
        using var consumer = new PartitionConsumer(KafkaSettings.Consumer(kafka.Options, 1, 1), [(topic, partition, from)], () => filled.Set(), kafka.ClientLog);
        using var shelf = new MessageShelf(consumer, 0, AtOnce);
        WaitHandle[] waits = [filled, cancel.WaitHandle, kafka.Closed.WaitHandle];
        for (var reached = from; reached < end; reached = Math.Max(reached, shelf.Position))
        {
            if (!shelf.Fill())
            {
                var woken = WaitHandle.WaitAny(waits, patience);
                cancel.ThrowIfCancellationRequested();
                if (kafka.Closed.IsCancellationRequested) throw KafkaEventLog.ClosedException();
                if (woken == WaitHandle.WaitTimeout)
                    throw new LogUnavailableException($"Kafka at {kafka.Servers}: {topic}, partition {partition}, cannot be read from {reached} to {end}: it is away, or an open transaction holds it back");
            }
            for (; !shelf.IsEmpty; shelf.Drop())
            {
                var message = shelf.First;
                if (message->Error == 0) take(message->KeySpan, message->ValueSpan);
                else if (message->Error == PartitionEvent.End) reached = Math.Max(reached, message->Offset);
                else throw new LogUnavailableException($"Kafka at {kafka.Servers}: {topic}, partition {partition}, cannot be read: {NativeText.Read(Librdkafka.ErrorText(message->Error))}");
            }
        }
    }
}
