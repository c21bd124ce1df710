using System.Buffers.Binary;

namespace AkkaCommerce.Analytics.Partitions;

/// <summary>Reads what <see cref="ByteWriter"/> wrote; what is cut short or too large is a <see cref="FormatException"/>.</summary>
internal ref struct ByteReader(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;

    public int At { get; private set; }

    public readonly bool IsAtEnd => At == _bytes.Length;

    public byte Byte() => Raw(1)[0];

    public long Number()
    {
        ulong value = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var b = Byte();
            value |= (ulong)(b & 0x7F) << shift;
            if (b < 0x80) return (long)value;
        }
        throw new FormatException("A number is too long.");
    }

    public long Signed()
    {
        var value = (ulong)Number();
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    public long Fixed() => BinaryPrimitives.ReadInt64LittleEndian(Raw(8));

    /// <summary>A count of things that take at least a byte each.</summary>
    public int Count()
    {
        var count = Number();
        if (count < 0 || count > _bytes.Length - At) throw new FormatException("A count is beyond the end.");
        return (int)count;
    }

    public ReadOnlySpan<byte> Raw(int length)
    {
        if (length < 0 || length > _bytes.Length - At) throw new FormatException("The bytes end too soon.");
        At += length;
        return _bytes.Slice(At - length, length);
    }
}
