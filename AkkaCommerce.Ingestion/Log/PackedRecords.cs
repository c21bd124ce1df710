using System.Buffers;
using System.Buffers.Binary;

namespace AkkaCommerce.Ingestion.Log;

/// <summary>
/// Records one after another in one pooled buffer: key length (int32, little endian), value length (int32), key, value.
/// Writers fill it without an allocation a record, the SQLite log stores its bytes as they are, readers walk it with <see cref="RecordCursor"/>.
/// </summary>
public sealed class PackedRecords : IDisposable
{
    /// <summary>Bytes before each record's key.</summary>
    public const int HeaderBytes = 8;

    private byte[] _buffer;

    public PackedRecords(int capacity = 4096) => _buffer = ArrayPool<byte>.Shared.Rent(capacity);

    public int Count { get; private set; }

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Bytes => _buffer.AsSpan(0, Length);

    public ReadOnlyMemory<byte> Memory => _buffer.AsMemory(0, Length);

    public void Add(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        var to = Reserve(HeaderBytes + key.Length + value.Length);
        BinaryPrimitives.WriteInt32LittleEndian(to, key.Length);
        BinaryPrimitives.WriteInt32LittleEndian(to[4..], value.Length);
        key.CopyTo(to[HeaderBytes..]);
        value.CopyTo(to[(HeaderBytes + key.Length)..]);
        Count++;
    }

    /// <summary>Takes over whole records already in this layout.</summary>
    public void AddPacked(ReadOnlySpan<byte> records, int count)
    {
        records.CopyTo(Reserve(records.Length));
        Count += count;
    }

    /// <summary>The value of one record in this layout.</summary>
    public static ReadOnlySpan<byte> ValueOf(ReadOnlySpan<byte> record) => record[(HeaderBytes + BinaryPrimitives.ReadInt32LittleEndian(record))..];

    public void Clear() => (Count, Length) = (0, 0);

    /// <summary>Gives the buffer back; the records must not be used afterwards.</summary>
    public void Dispose()
    {
        var buffer = Interlocked.Exchange(ref _buffer, []);
        if (buffer.Length > 0) ArrayPool<byte>.Shared.Return(buffer);
        Clear();
    }

    private Span<byte> Reserve(int bytes)
    {
        var needed = checked(Length + bytes);
        if (needed > _buffer.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(needed, _buffer.Length * 2));
            Bytes.CopyTo(larger);
            if (_buffer.Length > 0) ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = larger;
        }
        var to = _buffer.AsSpan(Length, bytes);
        Length = needed;
        return to;
    }
}
