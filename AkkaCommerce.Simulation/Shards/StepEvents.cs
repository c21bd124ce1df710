using System.Buffers;
using System.Runtime.InteropServices;
using AkkaCommerce.Simulation.Shoppers;

namespace AkkaCommerce.Simulation.Shards;

/// <summary>
/// The events of the step that a shard gathers, copied out of its shoppers' buffers so that those rest again at once. Their records lie in pieces
/// of one size that all shards share, taken as they are filled: what a step holds is what it needs, whatever the largest was.
/// </summary>
internal sealed class StepEvents
{
    private const int OffsetBits = 16;
    private const int PieceBytes = 1 << OffsetBits;

    /// <summary>What rests between steps, of all shards: 32 MB.</summary>
    private static readonly ArrayPool<byte> Pieces = ArrayPool<byte>.Create(PieceBytes, 32 << 20 >> OffsetBits);

    private readonly List<byte[]> _pieces = [];
    private EventEntry[] _entries = [];
    private int _filled = PieceBytes;

    /// <summary>How many entries there are.</summary>
    public int Count { get; private set; }

    /// <summary>The entries, as they were added.</summary>
    public ReadOnlySpan<EventEntry> Entries => _entries.AsSpan(0, Count);

    /// <summary>An entry's packed record, or of a failure its reason: <see cref="EventBuffer.Record"/>.</summary>
    public ReadOnlySpan<byte> Record(in EventEntry entry) =>
        entry.Length == 0 ? default : CollectionsMarshal.AsSpan(_pieces)[entry.Start >> OffsetBits].AsSpan(entry.Start & PieceBytes - 1, entry.Length);

    /// <summary>Copies all that a buffer holds.</summary>
    public void Add(EventBuffer buffer)
    {
        if (_entries.Length < Count + buffer.Count) Array.Resize(ref _entries, Math.Max(Count + buffer.Count, _entries.Length * 2));
        foreach (ref readonly var entry in buffer.Entries)
        {
            _entries[Count++] = entry with { Start = entry.Length == 0 ? 0 : Copy(buffer.Record(entry)) };
        }
    }

    /// <summary>Forgets all; the pieces rest.</summary>
    public void Clear()
    {
        foreach (var piece in _pieces)
            if (piece.Length == PieceBytes) Pieces.Return(piece);
        _pieces.Clear();
        (Count, _filled) = (0, PieceBytes);
    }

    /// <summary>Into the last piece, or a new one, which is the record's own where it is longer than one.</summary>
    /// <returns>Where it begins: the piece, and the offset in it.</returns>
    private int Copy(ReadOnlySpan<byte> record)
    {
        if (record.Length > PieceBytes - _filled)
        {
            _pieces.Add(record.Length > PieceBytes ? new byte[record.Length] : Pieces.Rent(PieceBytes));
            _filled = 0;
        }
        record.CopyTo(_pieces[^1].AsSpan(_filled));
        var start = (_pieces.Count - 1 << OffsetBits) + _filled;
        _filled = Math.Min(_filled + record.Length, PieceBytes);
        return start;
    }
}
