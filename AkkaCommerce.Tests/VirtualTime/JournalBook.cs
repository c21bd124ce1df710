using Akka.Actor;
using Akka.Actor.Setup;

namespace AkkaCommerce.Tests.VirtualTime;

/// <summary>What becomes of a write.</summary>
internal enum WriteFate
{
    Kept,
    Failed,

    /// <summary>The row is in, but whoever wrote it hears that it failed.</summary>
    FailedThoughKept,
    Rejected,
}

/// <summary>
/// The rows of a journal as bytes, beside all actors, unique by (id, number) as a table's are; and what shall become of the next writes. Given to a
/// system at its start, <see cref="BookJournal"/> finds it there.
/// </summary>
internal sealed class JournalBook : Setup
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<(string Id, long Number), JournalRow> _rows = [];
    private readonly Queue<WriteFate> _fates = new();

    /// <summary>Writes wait here, after <see cref="Witness"/> was told of them.</summary>
    public Gate Writing { get; } = new();

    /// <summary>Questions for the greatest number wait here.</summary>
    public Gate Asking { get; } = new();

    /// <summary>Told of each <see cref="JournalWrite"/>, before it is made, and of each <see cref="JournalTrimmed"/>.</summary>
    public IActorRef Witness { get; set; } = ActorRefs.Nobody;

    /// <summary>So many of the next deletions fail.</summary>
    public int FailingTrims { get; set; }

    public void Next(params IEnumerable<WriteFate> fates)
    {
        lock (_lock)
            foreach (var fate in fates)
                _fates.Enqueue(fate);
    }

    public IReadOnlyList<long> Numbers(string id) => [.. Rows(id).Select(row => row.Number)];

    public List<JournalRow> Rows(string id)
    {
        lock (_lock) return [.. _rows.Where(row => row.Key.Id == id).Select(row => row.Value)];
    }

    /// <summary>False: the number is taken.</summary>
    public bool TryAdd(string id, JournalRow row)
    {
        lock (_lock) return _rows.TryAdd((id, row.Number), row);
    }

    public void TrimThrough(string id, long number)
    {
        lock (_lock)
        {
            if (FailingTrims > 0)
            {
                FailingTrims--;
                throw new InvalidOperationException("the journal is locked in the test");
            }
            foreach (var row in _rows.Keys.Where(row => row.Id == id && row.Number <= number).ToArray()) _rows.Remove(row);
        }
        Witness.Tell(new JournalTrimmed(id, number));
    }

    public WriteFate TakeFate()
    {
        lock (_lock) return _fates.TryDequeue(out var fate) ? fate : WriteFate.Kept;
    }
}

/// <summary>A row, serialized.</summary>
internal sealed record JournalRow(long Number, int Serializer, string Manifest, byte[] Bytes);

/// <summary>An actor asks to write a row.</summary>
internal sealed record JournalWrite(string Id, long Number, object Payload) : INoSerializationVerificationNeeded;

/// <summary>Rows through a number are deleted.</summary>
internal sealed record JournalTrimmed(string Id, long Through) : INoSerializationVerificationNeeded;
