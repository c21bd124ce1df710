using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace AkkaCommerce.Ingestion.Kafka.Native;

/// <summary>
/// The calls of librdkafka that Confluent.Kafka does not offer: a queue for each partition, read many records at a time without garbage. See the
/// library's rdkafka.h for what each does; none of these blocks but <see cref="Destroy(nint, int)"/>, and <see cref="Consume"/> only as long as it is told.
/// </summary>
internal static unsafe partial class Librdkafka
{
    public const string Name = "librdkafka";

    public const int ConsumerType = 1;

    /// <summary>There is no group to be left.</summary>
    public const int DestroyWithoutClosing = 8;

    [LibraryImport(Name, EntryPoint = "rd_kafka_version")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial int Version();

    [LibraryImport(Name, EntryPoint = "rd_kafka_version_str")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial byte* VersionText();

    [LibraryImport(Name, EntryPoint = "rd_kafka_err2str")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial byte* ErrorText(int error);

    [LibraryImport(Name, EntryPoint = "rd_kafka_conf_new")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial nint NewConfiguration();

    [LibraryImport(Name, EntryPoint = "rd_kafka_conf_destroy")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial void DestroyConfiguration(nint configuration);

    /// <returns>0 it is set, -1 the value does not fit, -2 there is no such property.</returns>
    [LibraryImport(Name, EntryPoint = "rd_kafka_conf_set", StringMarshalling = StringMarshalling.Utf8)]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial int Set(nint configuration, string name, string value, byte* error, nuint errorSize);

    /// <returns>Names and values in turn; to be freed by <see cref="FreeDump"/>.</returns>
    [LibraryImport(Name, EntryPoint = "rd_kafka_conf_dump")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial byte** Dump(nint configuration, nuint* count);

    [LibraryImport(Name, EntryPoint = "rd_kafka_conf_dump_free")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial void FreeDump(byte** dump, nuint count);

    /// <summary>The callback: handle, level, facility, text; on any of the library's threads.</summary>
    [LibraryImport(Name, EntryPoint = "rd_kafka_conf_set_log_cb")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial void SetLog(nint configuration, delegate* unmanaged[Cdecl]<nint, int, byte*, byte*, void> callback);

    /// <summary>The callback: handle, JSON, its length, opaque; in <see cref="Poll"/>. It answers 0: the text is the library's to free.</summary>
    [LibraryImport(Name, EntryPoint = "rd_kafka_conf_set_stats_cb")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial void SetStatistics(nint configuration, delegate* unmanaged[Cdecl]<nint, byte*, nuint, nint, int> callback);

    /// <summary>Calls back with what waits for that.</summary>
    [LibraryImport(Name, EntryPoint = "rd_kafka_poll")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial int Poll(nint handle, int timeoutMilliseconds);

    [LibraryImport(Name, EntryPoint = "rd_kafka_conf_set_opaque")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial void SetOpaque(nint configuration, nint opaque);

    [LibraryImport(Name, EntryPoint = "rd_kafka_opaque")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial nint Opaque(nint handle);

    /// <summary>Owns the configuration where it succeeds, and only there.</summary>
    [LibraryImport(Name, EntryPoint = "rd_kafka_new")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial nint New(int type, nint configuration, byte* error, nuint errorSize);

    [LibraryImport(Name, EntryPoint = "rd_kafka_destroy_flags")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial void Destroy(nint handle, int flags);

    [LibraryImport(Name, EntryPoint = "rd_kafka_topic_partition_list_new")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial NativePartitionList* NewList(int size);

    [LibraryImport(Name, EntryPoint = "rd_kafka_topic_partition_list_add", StringMarshalling = StringMarshalling.Utf8)]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial NativePartition* Add(NativePartitionList* list, string topic, int partition);

    [LibraryImport(Name, EntryPoint = "rd_kafka_topic_partition_list_find", StringMarshalling = StringMarshalling.Utf8)]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial NativePartition* Find(NativePartitionList* list, string topic, int partition);

    [LibraryImport(Name, EntryPoint = "rd_kafka_topic_partition_list_destroy")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial void Destroy(NativePartitionList* list);

    [LibraryImport(Name, EntryPoint = "rd_kafka_assign")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial int Assign(nint handle, NativePartitionList* list);

    /// <summary>Of each partition of the list where reading goes on, beyond transaction markers: fills in the offsets.</summary>
    [LibraryImport(Name, EntryPoint = "rd_kafka_position")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial int Position(nint handle, NativePartitionList* list);

    [LibraryImport(Name, EntryPoint = "rd_kafka_queue_get_partition", StringMarshalling = StringMarshalling.Utf8)]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial nint PartitionQueue(nint handle, string topic, int partition);

    /// <summary>To 0: the queue's records stay in it, and do not go on to the consumer's common queue.</summary>
    [LibraryImport(Name, EntryPoint = "rd_kafka_queue_forward")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial void Forward(nint queue, nint to);

    /// <summary>The callback comes, on any of the library's threads, when an empty queue gets something; 0: no more.</summary>
    [LibraryImport(Name, EntryPoint = "rd_kafka_queue_cb_event_enable")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial void OnFilled(nint queue, delegate* unmanaged[Cdecl]<nint, nint, void> callback, nint opaque);

    [LibraryImport(Name, EntryPoint = "rd_kafka_queue_length")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial nuint Length(nint queue);

    [LibraryImport(Name, EntryPoint = "rd_kafka_queue_destroy")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial void DestroyQueue(nint queue);

    /// <returns>How many there were; below 0: an error.</returns>
    [LibraryImport(Name, EntryPoint = "rd_kafka_consume_batch_queue")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial nint Consume(nint queue, int timeoutMilliseconds, NativeMessage** messages, nuint size);

    [LibraryImport(Name, EntryPoint = "rd_kafka_message_destroy")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial void Destroy(NativeMessage* message);

    /// <returns>Milliseconds since the epoch: of a topic with append time when the record was appended; -1: none.</returns>
    [LibraryImport(Name, EntryPoint = "rd_kafka_message_timestamp")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    [SuppressGCTransition]
    public static partial long Timestamp(NativeMessage* message, int* type);
}
