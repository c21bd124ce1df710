using AkkaCommerce.Ingestion.Log;

namespace AkkaCommerce.Ingestion.Sqlite;

/// <summary>A log's file, checked, with what it says of itself: known before a log runs on it.</summary>
public sealed record SqliteLogFile
{
    internal SqliteLogFile()
    {
    }

    public required SqliteLogOptions Options { get; init; }

    /// <summary>The log's own name.</summary>
    public required string Identity { get; init; }

    /// <summary>Partitions of every topic, 1 to 1024.</summary>
    public required int Shards { get; init; }

    /// <summary>Whether anything was ever committed to it: progress is kept for ever.</summary>
    public required bool HasRecords { get; init; }

    /// <summary>Whether a simulation ever committed to it.</summary>
    public required bool IsSimulated { get; init; }

    /// <summary>Whether nothing can be written beside it and nobody had it open: what is in it is read, changes to it are not seen.</summary>
    public required bool IsTakenAsItIs { get; init; }

    /// <summary>Looks into the file, and makes it where there is none.</summary>
    /// <exception cref="StoreRefusedException">It is not a log of ours, of a newer version, of another number of shards, or cannot be used.</exception>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public static SqliteLogFile Open(SqliteLogOptions options)
    {
        options.Validate();
        return LogSchema.Open(options);
    }
}
