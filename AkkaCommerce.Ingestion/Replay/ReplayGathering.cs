using System.Security.Cryptography;
using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Ingestion.Log;

namespace AkkaCommerce.Ingestion.Replay;

/// <summary>
/// What a replay does with each line, without input or output: judges it, finds its shard, leaves out what the shard has already, gathers the rest.
/// What is handed over says for each shard the line that it then has reached.
/// </summary>
public sealed class ReplayGathering
{
    /// <summary>Bytes kept of a line that is no event.</summary>
    public const int MostBodyBytes = 16 * 1024;

    /// <summary>Lines that are no events of which bytes are kept.</summary>
    public const int MostBodies = 1000;

    private readonly EventReader _reader = new();
    private readonly string _origin;
    private readonly string _sha256;
    private readonly long? _ownRun;
    private readonly long[] _reached;
    private readonly Timestamp[] _closed;
    private readonly PackedRecords?[] _records;
    private readonly List<RejectedLine> _rejected = [];
    private long _number;

    /// <param name="origin">The source's name.</param>
    /// <param name="reached">By shard, the line up to which it has everything.</param>
    /// <param name="closed">By shard, up to where an analysis has closed; what it does not name has closed nothing.</param>
    internal ReplayGathering(string origin, string sha256, long? ownRun, IEnumerable<long> reached, IEnumerable<Timestamp> closed)
    {
        (_origin, _sha256, _ownRun, _reached, _closed) = (origin, sha256, ownRun, [.. reached], [.. closed]);
        _records = new PackedRecords?[_reached.Length * Topics.EventTopics];
    }

    internal long Accepted { get; private set; }

    internal long AlreadyThere { get; private set; }

    internal long Rejected { get; private set; }

    /// <summary>The first of them; null: none.</summary>
    internal (long Line, string Reason)? FirstRejected { get; private set; }

    /// <summary>Of those accepted, events of panes that are closed.</summary>
    internal long Late { get; private set; }

    /// <summary>Events gathered and not yet handed over.</summary>
    internal int Gathered { get; private set; }

    /// <summary>Bytes gathered likewise.</summary>
    internal long GatheredBytes { get; private set; }

    /// <summary>Rejected lines not yet handed over.</summary>
    internal int RejectedNow => _rejected.Count;

    /// <summary>The event time of a line, where it is an event.</summary>
    internal Timestamp? TimeOf(ReadOnlySpan<byte> line) => _reader.Read(line, out var view) ? view.Time : null;

    /// <summary>A whole line that is not empty.</summary>
    internal void Take(long number, ReadOnlySpan<byte> line, Timestamp now)
    {
        var isEvent = _reader.Read(line, out var view);
        if (isEvent && _ownRun is { } run && view.IsOf(run)) (isEvent, view.Reason) = (false, DeadLetterReason.OwnRun);
        if (!isEvent)
        {
            Reject(new RejectedLine(_origin, number, view.Reason.Text, now, view.HasTime ? view.Time : null, view.HasType ? view.Type : null,
                view.HasTotal ? view.TotalCents : null, line.Length, SHA256.HashData(line), Body(line)));
            return;
        }
        var shard = Partitioner.ShardOf(view.UserId, _reached.Length);
        if (number <= _reached[shard])
        {
            AlreadyThere++;
            return;
        }
        (_records[shard * Topics.EventTopics + (int)Topics.Of(view.Type)] ??= new PackedRecords()).Add(view.UserId, line);
        Accepted++;
        if (shard < _closed.Length && view.Time < _closed[shard]) Late++;
        Gathered++;
        GatheredBytes += line.Length;
    }

    /// <summary>A line of which only the beginning is at hand.</summary>
    internal void TakeTooLong(long number, ReadOnlySpan<byte> beginning, long length, byte[] sha256, Timestamp now) =>
        Reject(new RejectedLine(_origin, number, new DeadLetterReason(DeadLetterKind.TooLarge).Text, now, null, null, null, length, sha256, Body(beginning)));

    /// <summary>Hands over the lines rejected: they are to be kept before any batch that says it is beyond them.</summary>
    internal IReadOnlyList<RejectedLine> TakeRejected()
    {
        RejectedLine[] rejected = [.. _rejected];
        _rejected.Clear();
        return rejected;
    }

    /// <summary>Hands over all gathered, with the line reached.</summary>
    internal IReadOnlyList<ShardStep> TakeBatches(long line)
    {
        var progress = new ReplayDetail(_sha256, line).ToProgress();
        var steps = new List<ShardStep>();
        for (var shard = 0; shard < _reached.Length; shard++)
        {
            ShardBatch? batch = null;
            for (var topic = 0; topic < Topics.EventTopics; topic++)
            {
                if (_records[shard * Topics.EventTopics + topic] is not { Count: > 0 } records) continue;
                batch ??= new ShardBatch(++_number, progress);
                batch.Events((Topic)topic).AddPacked(records.Bytes, records.Count);
                records.Clear();
            }
            if (batch is not null) steps.Add(new ShardStep(shard, batch));
        }
        (Gathered, GatheredBytes) = (0, 0);
        return steps;
    }

    private void Reject(RejectedLine line)
    {
        Rejected++;
        FirstRejected ??= (line.Line, line.Reason);
        _rejected.Add(line);
    }

    private byte[] Body(ReadOnlySpan<byte> line) => Rejected >= MostBodies ? [] : line[..Math.Min(line.Length, MostBodyBytes)].ToArray();
}

/// <summary>A batch for a shard.</summary>
internal readonly record struct ShardStep(int Shard, ShardBatch Batch);
