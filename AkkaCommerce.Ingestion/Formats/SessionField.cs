using AkkaCommerce.Ingestion.Events;

namespace AkkaCommerce.Ingestion.Formats;

/// <summary>Reads the session_id of an event, which <see cref="EventReader"/> passes over: no figure needs it.</summary>
internal sealed class SessionField
{
    private byte[] _name = [], _session = [];

    /// <summary>What the event says, or nothing where it says none that is a text.</summary>
    /// <param name="record">An event.</param>
    /// <returns>It holds as long as the record does and nothing else is read.</returns>
    public ReadOnlySpan<byte> Read(ReadOnlySpan<byte> record)
    {
        var json = new JsonCursor(record);
        ReadOnlySpan<byte> session = default;
        json.SkipSpace();
        json.Take('{');
        do
        {
            json.SkipSpace();
            if (!json.Name(out var name, out var escaped)) break;
            var isSession = Text(record, name, escaped, ref _name).SequenceEqual("session_id"u8);
            if (isSession && json.Next == '"' && json.String(out var place, out escaped)) session = Text(record, place, escaped, ref _session);
            else
            {
                if (isSession) session = default;
                if (json.Skip(depth: 1) != DeadLetterKind.None) break;
            }
            json.SkipSpace();
        }
        while (json.Take(','));
        return session;
    }

    private static ReadOnlySpan<byte> Text(ReadOnlySpan<byte> record, TextPlace place, bool escaped, ref byte[] decoded)
    {
        var text = record.Slice(place.Start, place.Length);
        if (!escaped) return text;
        if (decoded.Length < text.Length) decoded = new byte[text.Length];
        return JsonEscapes.TryDecode(text, decoded, out var length) ? decoded.AsSpan(0, length) : default;
    }
}
