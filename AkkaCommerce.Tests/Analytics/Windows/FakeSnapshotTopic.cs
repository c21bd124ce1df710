using System.Text;
using AkkaCommerce.Ingestion.Log;

namespace AkkaCommerce.Tests.Analytics.Windows;

/// <summary>A topic of snapshots in memory, that keeps every record and fails when it is told to.</summary>
internal sealed class FakeSnapshotTopic : ISnapshotTopic
{
    private readonly Lock _lock = new();
    private readonly List<(string Key, string Json)> _records = [];
    private int _writers;

    public IReadOnlyList<(string Key, string Json)> Records
    {
        get
        {
            lock (_lock) return [.. _records];
        }
    }

    /// <summary>Writers that were opened.</summary>
    public int Opened => _writers;

    public int Disposed { get; private set; }

    /// <summary>Writes of more than so many records fail, before anything of them is written.</summary>
    public int FailsAbove { get; set; } = int.MaxValue;

    /// <summary>The next write fails, though all of it was written.</summary>
    public bool FailsAfterwards { get; set; }

    /// <summary>No writer can be opened.</summary>
    public bool IsAway { get; set; }

    /// <summary>Writes wait here, when it is reset.</summary>
    public ManualResetEventSlim Writing { get; } = new(true);

    public void Add(string key, string json)
    {
        lock (_lock) _records.Add((key, json));
    }

    public Task<string?> LastKeyAsync(CancellationToken cancel) => Task.FromResult(LastKey());

    public Task<ISnapshotWriter> OpenWriterAsync(CancellationToken cancel) =>
        IsAway ? throw new LogUnavailableException("away in the test") : Task.FromResult<ISnapshotWriter>(new Writer(this, Interlocked.Increment(ref _writers), LastKey()));

    private string? LastKey()
    {
        lock (_lock) return _records.Count == 0 ? null : _records[^1].Key;
    }

    private sealed class Writer(FakeSnapshotTopic topic, int number, string? lastKey) : ISnapshotWriter
    {
        public string? LastKey => lastKey;

        public Task WriteAsync(IReadOnlyList<SnapshotRecord> records, CancellationToken cancel)
        {
            topic.Writing.Wait(cancel);
            if (number != topic._writers) throw new WriterFencedException("fenced in the test");
            if (records.Count > topic.FailsAbove) throw new LogUnavailableException("away in the test");
            foreach (var record in records) topic.Add(record.Key, Encoding.UTF8.GetString(record.Json.Span));
            if (!topic.FailsAfterwards) return Task.CompletedTask;
            topic.FailsAfterwards = false;
            throw new LogUnavailableException("nobody knows, in the test");
        }

        public void Dispose() => topic.Disposed++;
    }
}
