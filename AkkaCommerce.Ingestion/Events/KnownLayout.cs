using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace AkkaCommerce.Ingestion.Events;

/// <summary>
/// Reads the layout that <see cref="EventWriter"/> writes: the fields in its order without white space, texts in plain ASCII without an escape.
/// What is in any way else, or no event, it leaves to <see cref="AnyLayout"/>.
/// </summary>
internal ref struct KnownLayout(EventReader reader, ReadOnlySpan<byte> record)
{
    private readonly ReadOnlySpan<byte> _record = record;
    private int _at;

    public bool Read(ref EventView view)
    {
        if (!Expect("{\"event_id\":\""u8) || !Text(out var id) || id.Length is 0 or > EventReader.MaxEventIdBytes) return false;
        view.EventId = id;
        const int toType = 16;
        if (_record.Length - _at < 64) return false;
        var read = _record[_at + toType] switch
        {
            (byte)'p' when Expect("\",\"event_type\":\"page_view\",\"user_id\":\""u8) => PageView(ref view),
            (byte)'p' when Expect("\",\"event_type\":\"purchase\",\"user_id\":\""u8) => Purchase(ref view),
            (byte)'a' when Expect("\",\"event_type\":\"add_to_cart\",\"user_id\":\""u8) => Cart(ref view, EventType.AddToCart),
            (byte)'r' when Expect("\",\"event_type\":\"remove_from_cart\",\"user_id\":\""u8) => Cart(ref view, EventType.RemoveFromCart),
            (byte)'s' when Expect("\",\"event_type\":\"session_start\",\"user_id\":\""u8) => SessionStart(ref view),
            (byte)'s' when Expect("\",\"event_type\":\"session_end\",\"user_id\":\""u8) => SessionEnd(ref view),
            _ => false,
        };
        return read && End(ref view);
    }

    private bool PageView(ref EventView view)
    {
        view.Type = EventType.PageView;
        return Visitor(ref view) && Product(ref view);
    }

    private bool Cart(ref EventView view, EventType type)
    {
        view.Type = type;
        if (!Visitor(ref view) || !Product(ref view) || !Expect(",\"quantity\":"u8) || !Whole(6, out var quantity)) return false;
        view.Quantity = (int)quantity;
        return true;
    }

    private bool SessionStart(ref EventView view)
    {
        view.Type = EventType.SessionStart;
        return Visitor(ref view) && Expect("\""u8);
    }

    private bool SessionEnd(ref EventView view)
    {
        view.Type = EventType.SessionEnd;
        if (!Visitor(ref view) || !Expect("\",\"duration_seconds\":"u8) || !Decimal(9, 3, out var duration)) return false;
        if (!Expect(",\"page_views\":"u8) || !Whole(9, out var pageViews)) return false;
        view.DurationMilliseconds = duration;
        view.PageViews = (int)pageViews;
        return true;
    }

    private bool Purchase(ref EventView view)
    {
        view.Type = EventType.Purchase;
        if (!Visitor(ref view) || !Expect("\",\"order_id\":\""u8) || !Text(out var order)) return false;
        if (!Expect("\",\"total\":"u8) || !Decimal(10, 2, out var total) || !Expect(",\"items\":["u8)) return false;
        view.OrderId = order;
        view.HasTotal = true;
        view.TotalCents = total;
        var count = 0;
        if (!Expect("]"u8))
        {
            do
            {
                if (count == reader.Items.Length) Array.Resize(ref reader.Items, count * 2);
                if (!Item(ref reader.Items[count++])) return false;
            }
            while (Expect(","u8));
            if (!Expect("]"u8)) return false;
        }
        view.Items = new EventItems(reader.Items.AsSpan(0, count), _record, default);
        return true;
    }

    private bool Item(ref ItemPlace item)
    {
        if (!Expect("{\"product_id\":\""u8)) return false;
        var product = _at;
        if (!Text(out var productId) || !Expect("\",\"category\":\""u8)) return false;
        var category = _at;
        if (!Text(out var categoryText) || !Expect("\",\"quantity\":"u8) || !Whole(6, out var quantity)) return false;
        if (!Expect(",\"price\":"u8) || !Decimal(10, 2, out var price) || !Expect("}"u8) || price * quantity > Money.MaxCents) return false;
        item = new ItemPlace(new TextPlace(product, productId.Length), new TextPlace(category, categoryText.Length), (int)quantity, price);
        return true;
    }

    private bool Visitor(ref EventView view)
    {
        if (!Text(out var user) || !Expect("\",\"session_id\":\""u8) || !Text(out _)) return false;
        view.UserId = user;
        return true;
    }

    private bool Product(ref EventView view)
    {
        if (!Expect("\",\"product_id\":\""u8) || !Text(out var product) || !Expect("\",\"product_category\":\""u8) || !Text(out var category)) return false;
        if (!Expect("\",\"product_price\":"u8) || !Decimal(10, 2, out var price)) return false;
        view.ProductId = product;
        view.Category = category;
        view.PriceCents = price;
        return true;
    }

    private bool End(ref EventView view)
    {
        if (!Expect(",\"timestamp\":\""u8) || _record.Length - _at != 26 || !_record.EndsWith("\"}"u8)) return false;
        if (!reader.Dates.TryParse(_record.Slice(_at, 24), out var time)) return false;
        if (view.Type != EventType.SessionEnd) (view.DurationMilliseconds, view.PageViews) = (-1, -1);
        (view.HasType, view.HasTime, view.Time) = (true, true, new Timestamp(time));
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool Expect(ReadOnlySpan<byte> literal)
    {
        if (!_record[_at..].StartsWith(literal)) return false;
        _at += literal.Length;
        return true;
    }

    /// <summary>A text of printable ASCII up to its closing quotation mark, which is left.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool Text(out ReadOnlySpan<byte> text)
    {
        var start = _at;
        ref var bytes = ref MemoryMarshal.GetReference(_record);
        for (; _record.Length - _at >= Vector256<byte>.Count; _at += Vector256<byte>.Count)
        {
            var block = Vector256.LoadUnsafe(ref bytes, (nuint)_at);
            var other = Vector256.LessThan(block.AsSByte(), Vector256.Create((sbyte)' ')).AsByte();
            var stops = (Vector256.Equals(block, Vector256.Create((byte)'"')) | Vector256.Equals(block, Vector256.Create((byte)'\\')) | other)
                .ExtractMostSignificantBits();
            if (stops == 0) continue;
            _at += BitOperations.TrailingZeroCount(stops);
            text = _record[start.._at];
            return Unsafe.Add(ref bytes, _at) == '"';
        }
        text = default;
        return false;
    }

    /// <summary>A whole number of at most so many digits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool Whole(int maxDigits, out long value)
    {
        var start = _at;
        value = 0;
        uint digit;
        for (; _at < _record.Length && (digit = _record[_at] - (uint)'0') <= 9; _at++)
        {
            if (_at - start == maxDigits) return false;
            value = value * 10 + digit;
        }
        return _at > start && (_at == start + 1 || _record[start] != '0');
    }

    /// <summary>A number with at most so many digits before and after its point, if it has one, as a whole number of its last decimal.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool Decimal(int maxDigits, int decimals, out long value)
    {
        if (!Whole(maxDigits, out value)) return false;
        var left = decimals;
        if (_at < _record.Length && _record[_at] == '.')
        {
            uint digit;
            for (_at++; left > 0 && _at < _record.Length && (digit = _record[_at] - (uint)'0') <= 9; _at++, left--) value = value * 10 + digit;
            if (left == decimals) return false;
        }
        for (; left > 0; left--) value *= 10;
        return true;
    }
}
