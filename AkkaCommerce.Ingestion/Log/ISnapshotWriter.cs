namespace AkkaCommerce.Ingestion.Log;

/// <summary>The open writer of an <see cref="ISnapshotTopic"/>. One call at a time; of no use any more after a failure. Disposing it waits for nothing.</summary>
public interface ISnapshotWriter : IDisposable
{
    /// <summary>The key of the last record committed when it was opened; null: there was none.</summary>
    string? LastKey { get; }

    /// <summary>Writes records, all of them or none, after all that were written before.</summary>
    /// <exception cref="WriterFencedException">Another has opened the writer.</exception>
    /// <exception cref="LogUnavailableException">They may be written or not: the next writer's <see cref="LastKey"/> tells.</exception>
    Task WriteAsync(IReadOnlyList<SnapshotRecord> records, CancellationToken cancel);
}
