namespace AkkaCommerce.Ingestion.Kafka.Native;

/// <summary>Errors that stand in a partition's queue among the records.</summary>
internal static class PartitionEvent
{
    /// <summary>All committed records are read; the offset says up to where.</summary>
    public const int End = -191;

    /// <summary>The position asked for is not held.</summary>
    public const int NotHeld = -140;
}
