using System.Buffers;
using System.Buffers.Binary;
using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Ingestion.Kafka.Native;
using AkkaCommerce.Ingestion.Log;

namespace AkkaCommerce.Ingestion.Kafka;

/// <summary>Makes a batch of a topic's messages: their bytes in one pooled buffer, as <see cref="PackedRecords"/> lays them out. A missing key or value is empty.</summary>
internal static unsafe class MessageBatch
{
    /// <summary>A batch is no longer, unless one record is.</summary>
    private const int MostBytes = 256 * 1024;

    public static long AppendTimeOf(MessageShelf shelf) => AppendTime(shelf.First);

    /// <summary>As many of the shelf's messages as fit, at least one; they are destroyed.</summary>
    public static RecordBatch Take(MessageShelf shelf, int shard, Topic topic, Action<RecordBatch> released)
    {
        var (count, length) = Measure(shelf);
        var first = shelf.First;
        var (offset, appended) = (first->Offset, AppendTime(first));
        long[]? offsets = null, times = null;
        var buffer = ArrayPool<byte>.Shared.Rent(length);
        var (at, last) = (0, offset - 1);
        for (var i = 0; i < count; i++)
        {
            var message = shelf[i];
            at = Write(message, buffer, at);
            if (message->Offset != ++last || offsets is not null)
            {
                offsets ??= Counted(offset, count);
                offsets[i] = last = message->Offset;
            }
            var time = AppendTime(message);
            if (time != appended || times is not null) (times ??= Filled(appended, count))[i] = time;
        }
        shelf.Drop(count);
        var next = shelf.IsEmpty ? Math.Max(last + 1, shelf.Position) : last + 1;
        return new RecordBatch(shard, topic, buffer, length, count, offset, next, new Timestamp(appended), offsets, times, released);
    }

    private static (int Count, int Length) Measure(MessageShelf shelf)
    {
        var (count, length) = (0, 0);
        for (; count < shelf.Count; count++)
        {
            var message = shelf[count];
            if (message->Error != 0) break;
            var more = PackedRecords.HeaderBytes + (int)message->KeyLength + (int)message->ValueLength;
            if (count > 0 && length + more > MostBytes) break;
            length += more;
        }
        return (count, length);
    }

    private static int Write(NativeMessage* message, byte[] buffer, int at)
    {
        var key = message->KeySpan;
        var value = message->ValueSpan;
        var to = buffer.AsSpan(at);
        BinaryPrimitives.WriteInt32LittleEndian(to, key.Length);
        BinaryPrimitives.WriteInt32LittleEndian(to[4..], value.Length);
        key.CopyTo(to[PackedRecords.HeaderBytes..]);
        value.CopyTo(to[(PackedRecords.HeaderBytes + key.Length)..]);
        return at + PackedRecords.HeaderBytes + key.Length + value.Length;
    }

    private static long AppendTime(NativeMessage* message)
    {
        int type;
        return Librdkafka.Timestamp(message, &type);
    }

    private static long[] Counted(long from, int count)
    {
        var offsets = new long[count];
        for (var i = 0; i < count; i++) offsets[i] = from + i;
        return offsets;
    }

    private static long[] Filled(long time, int count)
    {
        var times = new long[count];
        Array.Fill(times, time);
        return times;
    }
}
