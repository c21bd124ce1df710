using AkkaCommerce.Analytics.Partitions;

namespace AkkaCommerce.Analytics.Windows;

/// <summary>Puts the parts of one entry at a time together; a part that does not follow begins anew or is dropped, and is sent again.</summary>
internal sealed class PartAssembly
{
    private readonly List<ReadOnlyMemory<byte>> _parts = [];
    private EntryName _name;

    /// <returns>The whole, when this was its last part; else null.</returns>
    public ReadOnlyMemory<byte>? Add(EntryPart part)
    {
        if (part.Parts == 1) return part.Bytes;
        if (part.Part == 0 || part.Name != _name) _parts.Clear();
        if (part.Part != _parts.Count) return null;
        _name = part.Name;
        _parts.Add(part.Bytes);
        if (_parts.Count < part.Parts) return null;

        var whole = new byte[_parts.Sum(bytes => bytes.Length)];
        var at = 0;
        foreach (var bytes in _parts)
        {
            bytes.CopyTo(whole.AsMemory(at));
            at += bytes.Length;
        }
        _parts.Clear();
        return whole;
    }
}
