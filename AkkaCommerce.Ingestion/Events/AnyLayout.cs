namespace AkkaCommerce.Ingestion.Events;

/// <summary>
/// Reads an event from JSON of any layout: any order of fields, the last of several of one name, unknown ones skipped. It reads what it can even from
/// what is no event; <see cref="Judge"/> says what, if anything, is wrong, whatever order the fields came in.
/// </summary>
internal ref struct AnyLayout
{
    private readonly EventReader _reader;
    private readonly ReadOnlySpan<byte> _record;
    private FieldValues _values;
    private DeadLetterReason _items;

    public AnyLayout(EventReader reader, ReadOnlySpan<byte> record)
    {
        _reader = reader;
        _record = record;
        _values = new FieldValues(reader, record);
    }

    /// <summary>Walks the whole record.</summary>
    /// <returns>None, or why it is not even an object.</returns>
    public DeadLetterKind Read(ref EventView view)
    {
        (view.DurationMilliseconds, view.PageViews) = (-1, -1);
        _values.Json.SkipSpace();
        var isObject = _values.Json.Next == '{';
        var kind = isObject ? Members(ref view) : _values.Json.Skip(depth: 0);
        if (kind != DeadLetterKind.None) return kind;
        _values.Json.SkipSpace();
        return !_values.Json.AtEnd ? DeadLetterKind.NotJson : isObject ? DeadLetterKind.None : DeadLetterKind.NotAnObject;
    }

    /// <summary>What is wrong with an event of which all is read: the first in a fixed order of fields.</summary>
    public readonly DeadLetterReason Judge(in EventView view) => EventJudge.OfEvent(view, _values.Kinds, _items);

    private DeadLetterKind Members(ref EventView view)
    {
        _values.Json.Take('{');
        _values.Json.SkipSpace();
        if (_values.Json.Take('}')) return DeadLetterKind.None;
        do
        {
            _values.Json.SkipSpace();
            if (!_values.Json.Name(out var place, out var escaped)) return DeadLetterKind.NotJson;
            var kind = Member(FieldNames.OfEvent(_values.NameText(place, escaped)), ref view);
            if (kind != DeadLetterKind.None) return kind;
            _values.Json.SkipSpace();
        }
        while (_values.Json.Take(','));
        return _values.Json.Take('}') ? DeadLetterKind.None : DeadLetterKind.NotJson;
    }

    private DeadLetterKind Member(EventField field, ref EventView view)
    {
        ReadOnlySpan<byte> text;
        long number;
        switch (field)
        {
            case EventField.None:
                return _values.Json.Skip(depth: 1);
            case EventField.EventId:
                var kind = _values.Text(field, out text);
                view.EventId = text;
                if (_values.Kinds[field] == DeadLetterKind.None)
                    _values.Kinds[field] = text.Length switch { 0 => DeadLetterKind.Empty, > EventReader.MaxEventIdBytes => DeadLetterKind.TooLong, _ => DeadLetterKind.None };
                return kind;
            case EventField.EventType:
                kind = _values.Text(field, out text);
                view.HasType = FieldNames.TryType(text, out var type);
                view.Type = type;
                return kind;
            case EventField.Timestamp:
                kind = _values.Text(field, out text);
                view.Time = default;
                if (_values.Kinds[field] == DeadLetterKind.None) view.Time = new Timestamp(Time(text));
                view.HasTime = _values.Kinds[field] == DeadLetterKind.None;
                return kind;
            case EventField.UserId:
                kind = _values.Text(field, out text);
                view.UserId = text;
                return kind;
            case EventField.ProductId:
                kind = _values.Text(field, out text);
                view.ProductId = text;
                return kind;
            case EventField.ProductCategory:
                kind = _values.Text(field, out text);
                view.Category = text;
                return kind;
            case EventField.OrderId:
                kind = _values.Text(field, out text);
                view.OrderId = text;
                return kind;
            case EventField.ProductPrice:
                kind = _values.Number(field, 2, Money.MaxCents, out number);
                view.PriceCents = number;
                return kind;
            case EventField.Quantity:
                kind = _values.Number(field, 0, EventReader.MaxQuantity, out number);
                view.Quantity = (int)number;
                return kind;
            case EventField.Total:
                kind = _values.Number(field, 2, Money.MaxCents, out number);
                (view.TotalCents, view.HasTotal) = (number, _values.Kinds[field] == DeadLetterKind.None);
                return kind;
            case EventField.DurationSeconds:
                kind = _values.Number(field, 3, EventReader.MaxDurationMilliseconds, out number);
                view.DurationMilliseconds = _values.Kinds[field] == DeadLetterKind.None ? number : -1;
                return kind;
            case EventField.PageViews:
                kind = _values.Number(field, 0, EventReader.MaxPageViews, out number);
                view.PageViews = _values.Kinds[field] == DeadLetterKind.None ? (int)number : -1;
                return kind;
            default:
                return Items(ref view);
        }
    }

    private long Time(ReadOnlySpan<byte> text)
    {
        if (_reader.Dates.TryParse(text, out var milliseconds)) return milliseconds;
        _values.Kinds[EventField.Timestamp] = TimeText.Parse(text, out milliseconds);
        return milliseconds;
    }

    private DeadLetterKind Items(ref EventView view)
    {
        view.Items = default;
        _items = default;
        if (_values.Json.Next != '[') return _values.Other(EventField.Items, optional: false);
        _values.Kinds[EventField.Items] = DeadLetterKind.None;
        _values.Json.Take('[');
        _values.Json.SkipSpace();
        var count = 0;
        if (!_values.Json.Take(']'))
        {
            do
            {
                _values.Json.SkipSpace();
                if (count == _reader.Items.Length) Array.Resize(ref _reader.Items, count * 2);
                var kind = Item(ref _reader.Items[count++]);
                if (kind != DeadLetterKind.None) return kind;
                _values.Json.SkipSpace();
            }
            while (_values.Json.Take(','));
            if (!_values.Json.Take(']')) return DeadLetterKind.NotJson;
        }
        view.Items = new EventItems(_reader.Items.AsSpan(0, count), _record, _reader.Decoded);
        return DeadLetterKind.None;
    }

    private DeadLetterKind Item(ref ItemPlace item)
    {
        item = default;
        if (_values.Json.Next != '{')
        {
            if (_items.IsNone) _items = new DeadLetterReason(DeadLetterKind.Mistyped, EventField.Items);
            return _values.Json.Skip(depth: 2);
        }
        for (var field = EventField.ItemProductId; field <= EventField.ItemPrice; field++) _values.Kinds[field] = DeadLetterKind.Missing;
        _values.Json.Take('{');
        _values.Json.SkipSpace();
        if (!_values.Json.Take('}'))
        {
            do
            {
                _values.Json.SkipSpace();
                if (!_values.Json.Name(out var place, out var escaped)) return DeadLetterKind.NotJson;
                var kind = ItemMember(FieldNames.OfItem(_values.NameText(place, escaped)), ref item);
                if (kind != DeadLetterKind.None) return kind;
                _values.Json.SkipSpace();
            }
            while (_values.Json.Take(','));
            if (!_values.Json.Take('}')) return DeadLetterKind.NotJson;
        }
        if (_items.IsNone) _items = EventJudge.OfItem(item, _values.Kinds);
        return DeadLetterKind.None;
    }

    private DeadLetterKind ItemMember(EventField field, ref ItemPlace item)
    {
        switch (field)
        {
            case EventField.ItemProductId:
                var kind = _values.Text(field, out item.Product);
                return kind;
            case EventField.ItemCategory:
                kind = _values.Text(field, out item.Category, optional: true);
                return kind;
            case EventField.ItemQuantity:
                kind = _values.Number(field, 0, EventReader.MaxQuantity, out var quantity);
                item.Quantity = (int)quantity;
                return kind;
            case EventField.ItemPrice:
                return _values.Number(field, 2, Money.MaxCents, out item.PriceCents);
            default:
                return _values.Json.Skip(depth: 3);
        }
    }
}
