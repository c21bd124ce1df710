using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using AkkaCommerce.Ingestion.Log;

namespace AkkaCommerce.Ingestion.Kafka.Native;

/// <summary>
/// A consumer that is assigned some partitions, with a queue for each, so that who reads chooses between them and what is read ahead is bounded for
/// each. One caller at a time; nothing blocks but making and disposing it.
/// </summary>
internal sealed unsafe class PartitionConsumer : IDisposable
{
    private const int ErrorBytes = 512;

    private readonly GCHandle _self;
    private readonly Action _filled;
    private readonly KafkaClientLog _log;
    private readonly ClientMetrics? _metrics;
    private readonly (string Topic, int Partition)[] _partitions;
    private readonly nint[] _queues;
    private readonly nint _handle;
    private bool _disposed;

    /// <param name="settings">The library's properties.</param>
    /// <param name="from">The partitions, and where in each reading begins.</param>
    /// <param name="filled">Called, on any thread, when an empty queue gets something; it must not block.</param>
    /// <param name="metrics">Takes the library's statistics, in <see cref="Tell"/>; null: there are none.</param>
    /// <exception cref="StoreRefusedException">The library takes no such settings.</exception>
    public PartitionConsumer(
        Dictionary<string, string> settings, IReadOnlyList<(string Topic, int Partition, long Offset)> from, Action filled, KafkaClientLog log, ClientMetrics? metrics = null)
    {
        KafkaLibrary.EnsureLoaded();
        (_filled, _log, _metrics) = (filled, log, metrics);
        if (metrics is null) settings[KafkaSettings.StatisticsInterval] = "0";
        _partitions = [.. from.Select(partition => (partition.Topic, partition.Partition))];
        _queues = new nint[from.Count];
        _self = GCHandle.Alloc(this);
        try
        {
            _handle = Open(settings);
            // Before they are assigned: what is fetched then stays in each partition's own queue.
            for (var i = 0; i < _queues.Length; i++)
            {
                _queues[i] = Librdkafka.PartitionQueue(_handle, _partitions[i].Topic, _partitions[i].Partition);
                Librdkafka.Forward(_queues[i], 0);
                Librdkafka.OnFilled(_queues[i], &Filled, GCHandle.ToIntPtr(_self));
            }
            Assign(from);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Takes what a partition's queue has: records, and events (those with an error). Each is to be destroyed.</summary>
    public int Take(int partition, Span<nint> messages)
    {
        fixed (nint* to = messages)
        {
            var count = (int)Librdkafka.Consume(_queues[partition], 0, (NativeMessage**)to, (nuint)messages.Length);
            return Math.Max(count, 0);
        }
    }

    /// <summary>Where reading of a partition goes on after what was taken, beyond transaction markers; below 0: nothing was taken yet.</summary>
    public long Position(int partition)
    {
        var list = Librdkafka.NewList(1);
        var one = Librdkafka.Add(list, _partitions[partition].Topic, _partitions[partition].Partition);
        var offset = Librdkafka.Position(_handle, list) == 0 ? one->Offset : -1;
        Librdkafka.Destroy(list);
        return offset;
    }

    /// <summary>How many messages of a partition are read ahead and not taken.</summary>
    public int Ahead(int partition) => (int)Librdkafka.Length(_queues[partition]);

    /// <summary>Hears what the library has to tell: to be called now and then, or it piles up.</summary>
    public void Tell() => _ = Librdkafka.Poll(_handle, 0);

    /// <summary>Joins the library's threads: it may take some hundred milliseconds. Messages that were taken must be destroyed before.</summary>
    public void Dispose()
    {
        if (_disposed) return;
        _disposed = true;
        foreach (var queue in _queues)
        {
            if (queue == 0) continue;
            Librdkafka.OnFilled(queue, null, 0);
            Librdkafka.DestroyQueue(queue);
        }
        if (_handle != 0) Librdkafka.Destroy(_handle, Librdkafka.DestroyWithoutClosing);
        _self.Free();
    }

    private nint Open(Dictionary<string, string> settings)
    {
        var configuration = Librdkafka.NewConfiguration();
        var error = stackalloc byte[ErrorBytes];
        foreach (var (name, value) in settings)
        {
            if (Librdkafka.Set(configuration, name, value, error, ErrorBytes) == 0) continue;
            Librdkafka.DestroyConfiguration(configuration);
            throw new StoreRefusedException($"kafka property '{name}' cannot be set");
        }
        Librdkafka.SetOpaque(configuration, GCHandle.ToIntPtr(_self));
        Librdkafka.SetLog(configuration, &Said);
        Librdkafka.SetStatistics(configuration, &Told);
        var handle = Librdkafka.New(Librdkafka.ConsumerType, configuration, error, ErrorBytes);
        if (handle != 0) return handle;
        Librdkafka.DestroyConfiguration(configuration);
        throw new StoreRefusedException($"a reader of Kafka cannot be made: {NativeText.Read(error)}");
    }

    private void Assign(IReadOnlyList<(string Topic, int Partition, long Offset)> from)
    {
        var list = Librdkafka.NewList(from.Count);
        foreach (var (topic, partition, offset) in from) Librdkafka.Add(list, topic, partition)->Offset = offset;
        var error = Librdkafka.Assign(_handle, list);
        Librdkafka.Destroy(list);
        if (error != 0) throw new LogUnavailableException($"Kafka's partitions cannot be read: {NativeText.Read(Librdkafka.ErrorText(error))}");
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Filled(nint handle, nint self) => Of(self)?._filled();

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Said(nint handle, int severity, byte* facility, byte* text) =>
        Of(Librdkafka.Opaque(handle))?._log.Write(severity, NativeText.Read(facility), NativeText.Read(text));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Told(nint handle, byte* json, nuint length, nint self)
    {
        Of(self)?._metrics?.Take(new ReadOnlySpan<byte>(json, (int)length));
        return 0;
    }

    private static PartitionConsumer? Of(nint self) => self == 0 ? null : GCHandle.FromIntPtr(self).Target as PartitionConsumer;
}
