using AkkaCommerce.Ingestion.Log;
using AkkaCommerce.Ingestion.Sql;

namespace AkkaCommerce.Ingestion.Sqlite;

/// <summary>Options of a log in a SQLite file.</summary>
public sealed record SqliteLogOptions
{
    /// <summary>The file: <c>log.db</c> in the data folder.</summary>
    public required string Path { get; init; }

    /// <summary>Partitions of every topic, 1 to 1024; null: as the file says, 8 where it is made.</summary>
    public int? Shards { get; init; }

    /// <summary>What may be done to the file: default that it is made where there is none.</summary>
    public SqliteAccess Access { get; init; }

    /// <summary>What is kept: default 7 days and 10 GB a topic. Null: everything. Only a process that writes removes.</summary>
    public Retention? Retention { get; init; } = new();

    /// <summary>Bytes of records that one row holds: default 128 KiB, 4 KiB to 1 MiB; a larger record has a row of its own.</summary>
    public int BlobBytes { get; init; } = 128 * 1024;

    /// <summary>Bytes of batches after which a transaction takes no more: default 2 MiB, 64 KiB to 64 MiB. It never waits for more than is there.</summary>
    public int CommitBytes { get; init; } = 2 * 1024 * 1024;

    /// <summary>Threads, each with a connection, that read: default 2, 1 to 32.</summary>
    public int ReaderThreads { get; init; } = 2;

    /// <summary>How often records of other processes are looked for: default 10 ms, 1 ms to 1 s.</summary>
    public TimeSpan NoticeInterval { get; init; } = TimeSpan.FromMilliseconds(10);

    /// <summary>How long another process may hold the file before a commit or read fails: default 10 s, 100 ms to 10 minutes.</summary>
    public TimeSpan BusyLimit { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Live bytes of the write-ahead log at which it is moved into the file: default 64 MiB, 1 MiB to 1 GiB.</summary>
    public long CheckpointBytes { get; init; } = 64L * 1024 * 1024;

    /// <summary>Live bytes of the write-ahead log at which writing waits for that: default 256 MiB, at least twice the above, to 8 GiB.</summary>
    public long MostWalBytes { get; init; } = 256L * 1024 * 1024;

    /// <summary>Pages the file may have: a disk that fills up, in tests.</summary>
    internal long? MostPages { get; init; }

    /// <summary>What a connection may do to the file that was there before.</summary>
    internal SqliteAccess Again => Access == SqliteAccess.Make ? SqliteAccess.Use : Access;

    /// <exception cref="ArgumentException">Names the field, its value and the rule it breaks.</exception>
    public void Validate()
    {
        LogOptionRule.Check(!string.IsNullOrWhiteSpace(Path), nameof(Path), Path, "the path of a file");
        LogOptionRule.Check(Shards is null or (>= 1 and <= 1024), nameof(Shards), Shards, "1 to 1024");
        LogOptionRule.Check(BlobBytes is >= 4096 and <= 1024 * 1024, nameof(BlobBytes), BlobBytes, "4 KiB to 1 MiB");
        LogOptionRule.Check(CommitBytes is >= 65536 and <= 64 * 1024 * 1024, nameof(CommitBytes), CommitBytes, "64 KiB to 64 MiB");
        LogOptionRule.Check(ReaderThreads is >= 1 and <= 32, nameof(ReaderThreads), ReaderThreads, "1 to 32");
        LogOptionRule.Check(NoticeInterval.TotalMilliseconds is >= 1 and <= 1000, nameof(NoticeInterval), NoticeInterval, "1 ms to 1 s");
        LogOptionRule.Check(BusyLimit.TotalSeconds is >= 0.1 and <= 600, nameof(BusyLimit), BusyLimit, "100 ms to 10 minutes");
        LogOptionRule.Check(CheckpointBytes is >= 1 << 20 and <= 1 << 30, nameof(CheckpointBytes), CheckpointBytes, "1 MiB to 1 GiB");
        LogOptionRule.Check(
            MostWalBytes >= 2 * CheckpointBytes && MostWalBytes <= 8L << 30, nameof(MostWalBytes), MostWalBytes, $"twice {nameof(CheckpointBytes)} to 8 GiB");
        Retention?.Validate();
    }
}
