namespace AkkaCommerce.Ingestion.Log;

/// <summary>Reads the topics of one shard's partition one batch after another; asked again only when it has answered.</summary>
internal interface IPartitionReader : IDisposable
{
    /// <summary>Answers, at once or later and on any thread, with the next batch, or null where there is none now.</summary>
    void Next(Action<ReadOutcome> answer);
}

/// <summary>What a read brought.</summary>
internal readonly record struct ReadOutcome(RecordBatch? Batch, Exception? Failure = null);
