namespace AkkaCommerce.Ingestion.Kafka.Native;

/// <summary>Messages taken from a partition's queue and not yet used: in order, each destroyed once, all of them before their consumer is.</summary>
internal sealed unsafe class MessageShelf(PartitionConsumer consumer, int partition, int most) : IDisposable
{
    private readonly nint[] _messages = new nint[most];
    private int _at;
    private int _count;

    public bool IsEmpty => _at == _count;

    /// <summary>The oldest one.</summary>
    public NativeMessage* First => (NativeMessage*)_messages[_at];

    public int Count => _count - _at;

    public NativeMessage* this[int index] => (NativeMessage*)_messages[_at + index];

    /// <summary>Where reading goes on after all that was taken, beyond markers; below 0: nothing was taken yet.</summary>
    public long Position => consumer.Position(partition);

    /// <summary>Takes what there is, where nothing is left; false: there is nothing.</summary>
    public bool Fill()
    {
        if (!IsEmpty) return true;
        (_at, _count) = (0, consumer.Take(partition, _messages));
        return _count > 0;
    }

    /// <summary>Destroys the oldest ones.</summary>
    public void Drop(int count = 1)
    {
        for (var end = _at + count; _at < end; _at++) Librdkafka.Destroy((NativeMessage*)_messages[_at]);
    }

    public void Dispose() => Drop(Count);
}
