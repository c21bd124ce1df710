using AkkaCommerce.Ingestion.Events;

namespace AkkaCommerce.Ingestion.Replay;

/// <summary>What is replayed, and how.</summary>
public sealed record ReplayOptions
{
    /// <summary>The path that stands for standard input.</summary>
    public const string StandardInput = "-";

    /// <summary>A file of NDJSON, or <see cref="StandardInput"/>.</summary>
    public required string Path { get; init; }

    /// <summary>A time more, of a file that was replayed to its end; one that was broken off there goes on.</summary>
    public bool Again { get; init; }

    /// <summary>Seconds of event time a second, above 0; null: as fast as it goes.</summary>
    public double? Speed { get; init; }

    /// <summary>The run of the log's own simulation, whose ids are rejected; null: there is none.</summary>
    public long? OwnRun { get; init; }

    /// <summary>By shard, up to where an analysis has closed: an event written before that is late. Null, or a shorter list: it has closed nothing.</summary>
    public IReadOnlyList<Timestamp>? ClosedThrough { get; init; }

    /// <summary>Events gathered before they are written, over all shards: default 20,000, 1 to 1,000,000.</summary>
    public int MostGathered { get; init; } = 20_000;

    /// <summary>Takes how much of a file is read, 0 to 1, often and from any thread; never of standard input. Null: nobody asks.</summary>
    public Action<double>? Progress { get; init; }

    /// <exception cref="ArgumentException">A value is out of its range.</exception>
    public void Validate()
    {
        if (Speed is { } speed && !(speed > 0 && double.IsFinite(speed))) throw new ArgumentException($"speed: {speed} is not above 0");
        if (MostGathered is < 1 or > 1_000_000) throw new ArgumentException($"most gathered: {MostGathered} is not 1 to 1,000,000");
    }
}

/// <summary>What became of a replay's lines.</summary>
/// <param name="Source">The source's name in the log.</param>
/// <param name="Accepted">Events written now.</param>
/// <param name="AlreadyThere">Events that an earlier start of the same replay had written.</param>
/// <param name="Rejected">Lines that are no events, kept as dead letters.</param>
/// <param name="Late">Of those accepted, the events that an analysis had closed the pane of before they were written.</param>
/// <param name="WasComplete">Nothing was done: the file had been replayed to its end.</param>
public sealed record ReplayResult(string Source, long Accepted, long AlreadyThere, long Rejected, long Late, bool WasComplete = false)
{
    /// <summary>The first line that was rejected this time, counting from 1, and why; null: none was.</summary>
    public (long Line, string Reason)? FirstRejected { get; init; }
}
