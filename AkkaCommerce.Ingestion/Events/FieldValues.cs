namespace AkkaCommerce.Ingestion.Events;

/// <summary>Reads the values of an event's fields where the cursor is, and keeps of each field what is wrong with it.</summary>
/// <remarks>What they return is whether the record is JSON: a value that does not fit is passed over, and judged later.</remarks>
internal ref struct FieldValues
{
    private readonly EventReader _reader;
    private readonly ReadOnlySpan<byte> _record;
    private int _decoded;

    /// <summary>Where it is in the record.</summary>
    public JsonCursor Json;

    /// <summary>What is wrong with each field.</summary>
    public FieldKinds Kinds;

    public FieldValues(EventReader reader, ReadOnlySpan<byte> record)
    {
        _reader = reader;
        _record = record;
        Json = new JsonCursor(record);
        Kinds = new FieldKinds();
    }

    public DeadLetterKind Text(EventField field, out ReadOnlySpan<byte> text)
    {
        var kind = Text(field, out TextPlace place);
        text = place.Start < 0 ? _reader.Decoded.AsSpan(~place.Start, place.Length) : _record.Slice(place.Start, place.Length);
        return kind;
    }

    public DeadLetterKind Text(EventField field, out TextPlace place, bool optional = false)
    {
        if (Json.Next != '"')
        {
            place = default;
            return Other(field, optional);
        }
        if (!Json.String(out place, out var escaped)) return DeadLetterKind.NotJson;
        Kinds[field] = DeadLetterKind.None;
        if (escaped && !TryDecode(place, out place)) Kinds[field] = DeadLetterKind.Unreadable;
        else if (escaped) _decoded += place.Length;
        return DeadLetterKind.None;
    }

    /// <summary>A name, decoded for a moment only.</summary>
    public readonly ReadOnlySpan<byte> NameText(TextPlace place, bool escaped)
    {
        if (!escaped) return _record.Slice(place.Start, place.Length);
        return TryDecode(place, out place) ? _reader.Decoded.AsSpan(~place.Start, place.Length) : default;
    }

    private readonly bool TryDecode(TextPlace place, out TextPlace decoded)
    {
        // Decoded text is never longer than what it was decoded from: the record's length suffices for all of it.
        if (_reader.Decoded.Length < _record.Length) _reader.Decoded = GC.AllocateUninitializedArray<byte>(_record.Length);
        var whole = JsonEscapes.TryDecode(_record.Slice(place.Start, place.Length), _reader.Decoded.AsSpan(_decoded), out var length);
        decoded = whole ? new TextPlace(~_decoded, length) : default;
        return whole;
    }

    public DeadLetterKind Number(EventField field, int decimals, long max, out long value)
    {
        value = 0;
        if (!Json.AtNumber) return Other(field, optional: field is EventField.DurationSeconds or EventField.PageViews);
        if (!Json.Number(out var place)) return DeadLetterKind.NotJson;
        var kind = NumberText.Parse(_record.Slice(place.Start, place.Length), decimals, max, out value, out var exact);
        if (kind == DeadLetterKind.None && decimals == 0 && !exact) kind = DeadLetterKind.Mistyped;
        Kinds[field] = kind;
        return DeadLetterKind.None;
    }

    /// <summary>A value of another type than the field's; null says of an optional one that it is not there.</summary>
    public DeadLetterKind Other(EventField field, bool optional)
    {
        Kinds[field] = optional && Json.Next == 'n' ? DeadLetterKind.Missing : DeadLetterKind.Mistyped;
        return Json.Skip(field is >= EventField.ItemProductId and <= EventField.ItemPrice ? 3 : 1);
    }
}
