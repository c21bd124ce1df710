using System.Buffers.Binary;
using System.Text;
using Akka.Actor;
using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Ingestion.Log;

namespace AkkaCommerce.Simulation.Shoppers;

/// <summary>
/// What one walk of one shopper brought about, in order of due time: entries, and the bytes of their records (in the layout of
/// <see cref="PackedRecords"/>). Pooled: a shopper rents it, gives it away with its answer and never touches it again; whoever has taken its
/// entries disposes it. One that gets lost is left to the collector.
/// </summary>
public sealed class EventBuffer : IDisposable, INoSerializationVerificationNeeded
{
    /// <summary>Larger ones are not kept for the next.</summary>
    private const int KeptBytes = 64 << 10;

    private readonly byte[] _key = new byte[UserIds.MaxBytes];
    private int _keyLength;
    private int _keyUser = -1;
    private EventEntry[] _entries = new EventEntry[4];
    private byte[] _bytes = new byte[768];
    private int _length;

    private EventBuffer() { }

    /// <summary>How many entries it holds, also those without a record (lost, failed).</summary>
    public int Count { get; private set; }

    /// <summary>Bytes of records that it has room for.</summary>
    internal int Capacity => _bytes.Length;

    /// <summary>The entries, in order of due time.</summary>
    public ReadOnlySpan<EventEntry> Entries => _entries.AsSpan(0, Count);

    /// <summary>An entry's packed record: header, key, JSON.</summary>
    public ReadOnlySpan<byte> Record(in EventEntry entry) => _bytes.AsSpan(entry.Start, entry.Length);

    /// <summary>An entry's JSON.</summary>
    public ReadOnlySpan<byte> Json(in EventEntry entry) => PackedRecords.ValueOf(Record(entry));

    /// <summary>Why a behaviour failed.</summary>
    public string Reason(in EventEntry entry) => Encoding.UTF8.GetString(Record(entry));

    /// <summary>An empty buffer, from the pool where it has one.</summary>
    public static EventBuffer Rent() => EventBufferPool.Take() ?? new EventBuffer();

    /// <summary>Gives the buffer back to the pool; nothing of it may be used afterwards.</summary>
    public void Dispose()
    {
        Clear();
        if (_bytes.Length <= KeptBytes) EventBufferPool.Give(this);
    }

    internal void Clear() => (Count, _length) = (0, 0);

    /// <summary>Room for a value, its user's key before it.</summary>
    internal Span<byte> Reserve(int user, int valueBytes)
    {
        if (user != _keyUser) (_keyUser, _keyLength) = (user, UserIds.Write(_key, user));
        var before = PackedRecords.HeaderBytes + _keyLength;
        Ensure(before + valueBytes);
        return _bytes.AsSpan(_length + before, valueBytes);
    }

    /// <summary>What was written to the room reserved last.</summary>
    internal ReadOnlySpan<byte> Reserved(int valueBytes) => _bytes.AsSpan(_length + PackedRecords.HeaderBytes + _keyLength, valueBytes);

    /// <summary>Makes an entry of what was written to the room reserved last.</summary>
    internal void AddReserved(long due, long time, EventType type, EmissionKind kind, WriteDelays delays, long cents, int valueBytes)
    {
        var record = _bytes.AsSpan(_length);
        BinaryPrimitives.WriteInt32LittleEndian(record, _keyLength);
        BinaryPrimitives.WriteInt32LittleEndian(record[4..], valueBytes);
        _key.AsSpan(0, _keyLength).CopyTo(record[PackedRecords.HeaderBytes..]);
        Add(new EventEntry(due, time, cents, _length, PackedRecords.HeaderBytes + _keyLength + valueBytes, type, kind, delays));
    }

    internal void AddLost(long time, EventType type) => Add(new EventEntry(time, time, 0, _length, 0, type, EmissionKind.Lost));

    internal void AddFailure(long time, string reason)
    {
        var bytes = Encoding.UTF8.GetByteCount(reason);
        Ensure(bytes);
        Encoding.UTF8.GetBytes(reason, _bytes.AsSpan(_length));
        Add(new EventEntry(time, time, 0, _length, bytes, EventType.SessionEnd, EmissionKind.Failed));
    }

    private void Add(in EventEntry entry)
    {
        if (Count == _entries.Length) Array.Resize(ref _entries, Count * 2);
        _entries[Count++] = entry;
        _length += entry.Length;
    }

    private void Ensure(int bytes)
    {
        if (_length + bytes > _bytes.Length) Array.Resize(ref _bytes, Math.Max(_length + bytes, _bytes.Length * 2));
    }
}
