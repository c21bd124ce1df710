namespace AkkaCommerce.Ingestion.Events;

/// <summary>The items of a purchase or a refund: <c>foreach (var item in view.Items)</c>.</summary>
public readonly ref struct EventItems
{
    private readonly ReadOnlySpan<ItemPlace> _places;
    private readonly ReadOnlySpan<byte> _record;
    private readonly ReadOnlySpan<byte> _decoded;

    internal EventItems(ReadOnlySpan<ItemPlace> places, ReadOnlySpan<byte> record, ReadOnlySpan<byte> decoded)
    {
        _places = places;
        _record = record;
        _decoded = decoded;
    }

    public int Count => _places.Length;

    public EventItem this[int index]
    {
        get
        {
            ref readonly var place = ref _places[index];
            return new EventItem(Text(place.Product), Text(place.Category), place.Quantity, place.PriceCents);
        }
    }

    public Enumerator GetEnumerator() => new(this);

    private ReadOnlySpan<byte> Text(TextPlace place) =>
        place.Start < 0 ? _decoded.Slice(~place.Start, place.Length) : _record.Slice(place.Start, place.Length);

    public ref struct Enumerator(EventItems items)
    {
        private readonly EventItems _items = items;
        private int _index = -1;

        public bool MoveNext() => ++_index < _items.Count;

        public readonly EventItem Current => _items[_index];
    }
}

/// <summary>A line of an order.</summary>
public readonly ref struct EventItem(ReadOnlySpan<byte> productId, ReadOnlySpan<byte> category, int quantity, long priceCents)
{
    public ReadOnlySpan<byte> ProductId { get; } = productId;

    /// <summary>Empty where the item names none.</summary>
    public ReadOnlySpan<byte> Category { get; } = category;

    public int Quantity { get; } = quantity;

    /// <summary>The price of one; times <see cref="Quantity"/> it is at most <see cref="Money.MaxCents"/>.</summary>
    public long PriceCents { get; } = priceCents;
}

/// <summary>Where a text lies: in the record from <paramref name="Start"/>, or, where that is negative, in the reader's decoded bytes from its complement.</summary>
internal readonly record struct TextPlace(int Start, int Length);

/// <summary>Where the parts of an item lie.</summary>
internal struct ItemPlace(TextPlace product, TextPlace category, int quantity, long priceCents)
{
    public TextPlace Product = product;
    public TextPlace Category = category;
    public int Quantity = quantity;
    public long PriceCents = priceCents;
}
