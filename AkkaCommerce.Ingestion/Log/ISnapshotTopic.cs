namespace AkkaCommerce.Ingestion.Log;

/// <summary>
/// Where final windows go besides SQL, for whoever reads the log's brokers and not our tables: a record a window, in the order in which they end; of each
/// key the last is kept for ever.
/// </summary>
public interface ISnapshotTopic
{
    /// <summary>The key of the last record that is committed; null: there is none.</summary>
    /// <exception cref="LogUnavailableException">It cannot be read now.</exception>
    Task<string?> LastKeyAsync(CancellationToken cancel);

    /// <summary>Opens the one writer: an older one fails from then on, and what it had in flight is settled.</summary>
    /// <exception cref="LogUnavailableException">It cannot be written now; try again later.</exception>
    Task<ISnapshotWriter> OpenWriterAsync(CancellationToken cancel);
}
