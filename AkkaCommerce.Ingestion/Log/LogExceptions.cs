namespace AkkaCommerce.Ingestion.Log;

/// <summary>A newer incarnation has opened this writer: nothing of the old one is committed any more.</summary>
public sealed class WriterFencedException(string message) : Exception(message);

/// <summary>The log cannot be reached or written (busy, disk full, gone); the outcome of what was in flight is unknown.</summary>
public sealed class LogUnavailableException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>Whether no space is left to write to: trying again is of no use before somebody makes room.</summary>
    public bool IsFull { get; init; }

    /// <summary>Whether the log as a whole is away and has said so itself, once: who meets it need not.</summary>
    public bool IsSaid { get; init; }
}

/// <summary>A reader asked for records that retention has removed.</summary>
public sealed class RecordsNotHeldException(string message) : Exception(message);

/// <summary>The store is not ours to use: corrupt, of a newer version, of another log, not writable. The message is one line for a person.</summary>
public sealed class StoreRefusedException(string message, Exception? inner = null) : Exception(message, inner);
