using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace AkkaCommerce.Ingestion.Events;

/// <summary>Numbers as small hexadecimal digits, sixteen at a time.</summary>
internal static class Hex
{
    /// <summary>Writes the last <paramref name="digits"/> digits (4, 8, 12 or 16) of a number; checks no bounds.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Write(ref byte to, ulong value, int digits)
    {
        var bytes = Vector128.CreateScalar(BinaryPrimitives.ReverseEndianness(value << (64 - 4 * digits))).AsByte();
        var pairs = Vector128.WidenLower(bytes);
        var nibbles = (pairs >> 4 | (pairs & Vector128.Create((ushort)0xF)) << 8).AsByte();
        var text = Vector128.Shuffle(Vector128.Create("0123456789abcdef"u8), nibbles);
        switch (digits)
        {
            case 4: Unsafe.WriteUnaligned(ref to, text.AsUInt32().ToScalar()); break;
            case 8: Unsafe.WriteUnaligned(ref to, text.AsUInt64().ToScalar()); break;
            case 12:
                Unsafe.WriteUnaligned(ref to, text.AsUInt64().ToScalar());
                Unsafe.WriteUnaligned(ref Unsafe.Add(ref to, 8), text.AsUInt32().GetElement(2));
                break;
            default: text.StoreUnsafe(ref to); break;
        }
    }

    /// <summary>Reads 1 to 16 small digits; false where anything else stands.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryRead(ReadOnlySpan<byte> text, out ulong value)
    {
        ref var values = ref MemoryMarshal.GetReference(Values);
        ulong result = 0;
        uint bad = 0;
        foreach (var letter in text)
        {
            uint digit = Unsafe.Add(ref values, letter);
            bad |= digit;
            result = result << 4 | digit & 0xF;
        }
        value = result;
        return bad < 16;
    }

    private static readonly byte[] Table = MakeTable();

    private static ReadOnlySpan<byte> Values => Table;

    private static byte[] MakeTable()
    {
        var table = new byte[256];
        Array.Fill(table, (byte)0xF0);
        for (var i = 0; i < 16; i++) table["0123456789abcdef"[i]] = (byte)i;
        return table;
    }
}
