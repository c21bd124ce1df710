using System.Buffers.Binary;
using System.Numerics;

namespace AkkaCommerce.Analytics.Panes;

/// <summary>A quick hash of short byte strings: multiply and fold, eight bytes at a time.</summary>
internal static class NameHash
{
    private const ulong First = 0x9E37_79B9_7F4A_7C15;
    private const ulong Second = 0xD6E8_FEB8_6659_FD93;

    public static uint Of(ReadOnlySpan<byte> name)
    {
        var hash = (ulong)name.Length * First;
        while (name.Length >= 8)
        {
            hash = BitOperations.RotateLeft((hash ^ BinaryPrimitives.ReadUInt64LittleEndian(name)) * Second, 29);
            name = name[8..];
        }
        if (name.Length >= 4)
        {
            hash = BitOperations.RotateLeft((hash ^ BinaryPrimitives.ReadUInt32LittleEndian(name)) * Second, 29);
            name = name[4..];
        }
        foreach (var b in name) hash = (hash ^ b) * First;
        hash ^= hash >> 32;
        hash *= Second;
        return (uint)(hash >> 32);
    }
}
