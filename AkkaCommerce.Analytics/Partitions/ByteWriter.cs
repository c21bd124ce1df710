using System.Buffers.Binary;

namespace AkkaCommerce.Analytics.Partitions;

/// <summary>Writes numbers in few bytes (LEB128, zigzag where they may be negative) to a buffer that grows and is used again.</summary>
internal sealed class ByteWriter
{
    private byte[] _buffer = new byte[256];

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Written => _buffer.AsSpan(0, Length);

    public void Clear() => Length = 0;

    public void Byte(byte value) => Reserve(1)[0] = value;

    /// <summary>A number that is not negative.</summary>
    public void Number(long value)
    {
        var rest = (ulong)value;
        while (rest >= 0x80)
        {
            Reserve(1)[0] = (byte)(rest | 0x80);
            rest >>= 7;
        }
        Reserve(1)[0] = (byte)rest;
    }

    /// <summary>Any number, short near zero.</summary>
    public void Signed(long value) => Number(value << 1 ^ value >> 63);

    public void Fixed(long value) => BinaryPrimitives.WriteInt64LittleEndian(Reserve(8), value);

    public void Raw(ReadOnlySpan<byte> bytes) => bytes.CopyTo(Reserve(bytes.Length));

    private Span<byte> Reserve(int bytes)
    {
        if (Length + bytes > _buffer.Length) Array.Resize(ref _buffer, Math.Max(_buffer.Length * 2, Length + bytes));
        Length += bytes;
        return _buffer.AsSpan(Length - bytes, bytes);
    }
}
