using System.Runtime.CompilerServices;

namespace AkkaCommerce.Ingestion.Events;

/// <summary>
/// Reads an event from JSON of any layout: any order of fields, the last of several of one name, unknown ones skipped. It reads what it can even from
/// what is no event; <see cref="Judge"/> says what, if anything, is wrong, whatever order the fields came in.
/// </summary>
internal ref struct AnyLayout
{
    private readonly EventReader _reader;
    private readonly ReadOnlySpan<byte> _record;
    private JsonCursor _json;
    private FieldKinds _kinds;
    private DeadLetterReason _items;
    private int _decoded;

    public AnyLayout(EventReader reader, ReadOnlySpan<byte> record)
    {
        _reader = reader;
        _record = record;
        _json = new JsonCursor(record);
        ((Span<DeadLetterKind>)_kinds).Fill(DeadLetterKind.Missing);
    }

    /// <summary>Walks the whole record.</summary>
    /// <returns>None, or why it is not even an object.</returns>
    public DeadLetterKind Read(ref EventView view)
    {
        (view.DurationMilliseconds, view.PageViews) = (-1, -1);
        _json.SkipSpace();
        var isObject = _json.Next == '{';
        var kind = isObject ? Members(ref view) : _json.Skip(depth: 0);
        if (kind != DeadLetterKind.None) return kind;
        _json.SkipSpace();
        return !_json.AtEnd ? DeadLetterKind.NotJson : isObject ? DeadLetterKind.None : DeadLetterKind.NotAnObject;
    }

    /// <summary>What is wrong with an event of which all is read: the first in a fixed order of fields.</summary>
    public readonly DeadLetterReason Judge(in EventView view)
    {
        if (Wrong(EventField.EventType, out var reason)) return reason;
        if (!view.HasType) return new DeadLetterReason(DeadLetterKind.UnknownEventType);
        if (Wrong(EventField.EventId, out reason) || Wrong(EventField.UserId, out reason) || Wrong(EventField.Timestamp, out reason)) return reason;
        switch (view.Type)
        {
            case EventType.PageView or EventType.AddToCart or EventType.RemoveFromCart:
                if (Wrong(EventField.ProductId, out reason) || Wrong(EventField.ProductCategory, out reason) || Wrong(EventField.ProductPrice, out reason))
                    return reason;
                return view.Type != EventType.PageView && Wrong(EventField.Quantity, out reason) ? reason : default;
            case EventType.Purchase or EventType.Refund:
                if (Wrong(EventField.OrderId, out reason) || Wrong(EventField.Total, out reason) || Wrong(EventField.Items, out reason)) return reason;
                return _items;
            case EventType.SessionEnd:
                return WrongWhereGiven(EventField.DurationSeconds, out reason) || WrongWhereGiven(EventField.PageViews, out reason) ? reason : default;
            default:
                return default;
        }
    }

    private readonly bool Wrong(EventField field, out DeadLetterReason reason)
    {
        reason = new DeadLetterReason(_kinds[(int)field], field);
        return !reason.IsNone;
    }

    private readonly bool WrongWhereGiven(EventField field, out DeadLetterReason reason) =>
        Wrong(field, out reason) && reason.Kind != DeadLetterKind.Missing;

    private DeadLetterKind Members(ref EventView view)
    {
        _json.Take('{');
        _json.SkipSpace();
        if (_json.Take('}')) return DeadLetterKind.None;
        do
        {
            _json.SkipSpace();
            if (!_json.Name(out var place, out var escaped)) return DeadLetterKind.NotJson;
            var kind = Member(FieldNames.OfEvent(NameText(place, escaped)), ref view);
            if (kind != DeadLetterKind.None) return kind;
            _json.SkipSpace();
        }
        while (_json.Take(','));
        return _json.Take('}') ? DeadLetterKind.None : DeadLetterKind.NotJson;
    }

    private DeadLetterKind Member(EventField field, ref EventView view)
    {
        ReadOnlySpan<byte> text;
        long number;
        switch (field)
        {
            case EventField.None:
                return _json.Skip(depth: 1);
            case EventField.EventId:
                var kind = Text(field, out text);
                view.EventId = text;
                if (_kinds[(int)field] == DeadLetterKind.None)
                    _kinds[(int)field] = text.Length switch { 0 => DeadLetterKind.Empty, > EventReader.MaxEventIdBytes => DeadLetterKind.TooLong, _ => DeadLetterKind.None };
                return kind;
            case EventField.EventType:
                kind = Text(field, out text);
                view.HasType = FieldNames.TryType(text, out var type);
                view.Type = type;
                return kind;
            case EventField.Timestamp:
                kind = Text(field, out text);
                view.Time = default;
                if (_kinds[(int)field] == DeadLetterKind.None) view.Time = new Timestamp(Time(text));
                view.HasTime = _kinds[(int)field] == DeadLetterKind.None;
                return kind;
            case EventField.UserId:
                kind = Text(field, out text);
                view.UserId = text;
                return kind;
            case EventField.ProductId:
                kind = Text(field, out text);
                view.ProductId = text;
                return kind;
            case EventField.ProductCategory:
                kind = Text(field, out text);
                view.Category = text;
                return kind;
            case EventField.OrderId:
                kind = Text(field, out text);
                view.OrderId = text;
                return kind;
            case EventField.ProductPrice:
                kind = Number(field, 2, Money.MaxCents, out number);
                view.PriceCents = number;
                return kind;
            case EventField.Quantity:
                kind = Number(field, 0, EventReader.MaxQuantity, out number);
                view.Quantity = (int)number;
                return kind;
            case EventField.Total:
                kind = Number(field, 2, Money.MaxCents, out number);
                (view.TotalCents, view.HasTotal) = (number, _kinds[(int)field] == DeadLetterKind.None);
                return kind;
            case EventField.DurationSeconds:
                kind = Number(field, 3, EventReader.MaxDurationMilliseconds, out number);
                view.DurationMilliseconds = _kinds[(int)field] == DeadLetterKind.None ? number : -1;
                return kind;
            case EventField.PageViews:
                kind = Number(field, 0, EventReader.MaxPageViews, out number);
                view.PageViews = _kinds[(int)field] == DeadLetterKind.None ? (int)number : -1;
                return kind;
            default:
                return Items(ref view);
        }
    }

    private long Time(ReadOnlySpan<byte> text)
    {
        if (_reader.Dates.TryParse(text, out var milliseconds)) return milliseconds;
        _kinds[(int)EventField.Timestamp] = TimeText.Parse(text, out milliseconds);
        return milliseconds;
    }

    private DeadLetterKind Items(ref EventView view)
    {
        view.Items = default;
        _items = default;
        if (_json.Next != '[') return Other(EventField.Items, optional: false);
        _kinds[(int)EventField.Items] = DeadLetterKind.None;
        _json.Take('[');
        _json.SkipSpace();
        var count = 0;
        if (!_json.Take(']'))
        {
            do
            {
                _json.SkipSpace();
                if (count == _reader.Items.Length) Array.Resize(ref _reader.Items, count * 2);
                var kind = Item(ref _reader.Items[count++]);
                if (kind != DeadLetterKind.None) return kind;
                _json.SkipSpace();
            }
            while (_json.Take(','));
            if (!_json.Take(']')) return DeadLetterKind.NotJson;
        }
        view.Items = new EventItems(_reader.Items.AsSpan(0, count), _record, _reader.Decoded);
        return DeadLetterKind.None;
    }

    private DeadLetterKind Item(ref ItemPlace item)
    {
        item = default;
        if (_json.Next != '{')
        {
            if (_items.IsNone) _items = new DeadLetterReason(DeadLetterKind.Mistyped, EventField.Items);
            return _json.Skip(depth: 2);
        }
        for (var field = EventField.ItemProductId; field <= EventField.ItemPrice; field++) _kinds[(int)field] = DeadLetterKind.Missing;
        _json.Take('{');
        _json.SkipSpace();
        if (!_json.Take('}'))
        {
            do
            {
                _json.SkipSpace();
                if (!_json.Name(out var place, out var escaped)) return DeadLetterKind.NotJson;
                var kind = ItemMember(FieldNames.OfItem(NameText(place, escaped)), ref item);
                if (kind != DeadLetterKind.None) return kind;
                _json.SkipSpace();
            }
            while (_json.Take(','));
            if (!_json.Take('}')) return DeadLetterKind.NotJson;
        }
        if (_items.IsNone) _items = JudgeItem(item);
        return DeadLetterKind.None;
    }

    private DeadLetterKind ItemMember(EventField field, ref ItemPlace item)
    {
        switch (field)
        {
            case EventField.ItemProductId:
                var kind = Text(field, out item.Product);
                return kind;
            case EventField.ItemCategory:
                kind = Text(field, out item.Category, optional: true);
                return kind;
            case EventField.ItemQuantity:
                kind = Number(field, 0, EventReader.MaxQuantity, out var quantity);
                item.Quantity = (int)quantity;
                return kind;
            case EventField.ItemPrice:
                return Number(field, 2, Money.MaxCents, out item.PriceCents);
            default:
                return _json.Skip(depth: 3);
        }
    }

    private readonly DeadLetterReason JudgeItem(in ItemPlace item)
    {
        if (Wrong(EventField.ItemProductId, out var reason) || WrongWhereGiven(EventField.ItemCategory, out reason)
            || Wrong(EventField.ItemQuantity, out reason) || Wrong(EventField.ItemPrice, out reason)) return reason;
        return (Int128)item.PriceCents * item.Quantity > Money.MaxCents ? new DeadLetterReason(DeadLetterKind.OutOfRange, EventField.ItemPrice) : default;
    }

    private DeadLetterKind Text(EventField field, out ReadOnlySpan<byte> text)
    {
        var kind = Text(field, out TextPlace place);
        text = place.Start < 0 ? _reader.Decoded.AsSpan(~place.Start, place.Length) : _record.Slice(place.Start, place.Length);
        return kind;
    }

    private DeadLetterKind Text(EventField field, out TextPlace place, bool optional = false)
    {
        if (_json.Next != '"')
        {
            place = default;
            return Other(field, optional);
        }
        if (!_json.String(out place, out var escaped)) return DeadLetterKind.NotJson;
        _kinds[(int)field] = DeadLetterKind.None;
        if (escaped && !TryDecode(place, out place)) _kinds[(int)field] = DeadLetterKind.Unreadable;
        else if (escaped) _decoded += place.Length;
        return DeadLetterKind.None;
    }

    /// <summary>A name, decoded for a moment only.</summary>
    private readonly ReadOnlySpan<byte> NameText(TextPlace place, bool escaped)
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

    private DeadLetterKind Number(EventField field, int decimals, long max, out long value)
    {
        value = 0;
        if (!_json.AtNumber) return Other(field, optional: field is EventField.DurationSeconds or EventField.PageViews);
        if (!_json.Number(out var place)) return DeadLetterKind.NotJson;
        var kind = NumberText.Parse(_record.Slice(place.Start, place.Length), decimals, max, out value, out var exact);
        if (kind == DeadLetterKind.None && decimals == 0 && !exact) kind = DeadLetterKind.Mistyped;
        _kinds[(int)field] = kind;
        return DeadLetterKind.None;
    }

    /// <summary>A value of another type than the field's; null says of an optional one that it is not there.</summary>
    private DeadLetterKind Other(EventField field, bool optional)
    {
        _kinds[(int)field] = optional && _json.Next == 'n' ? DeadLetterKind.Missing : DeadLetterKind.Mistyped;
        return _json.Skip(field is >= EventField.ItemProductId and <= EventField.ItemPrice ? 3 : 1);
    }

    [InlineArray(EventFields.Count)]
    private struct FieldKinds
    {
        private DeadLetterKind _first;
    }
}
