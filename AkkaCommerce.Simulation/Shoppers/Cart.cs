using System.Runtime.CompilerServices;

namespace AkkaCommerce.Simulation.Shoppers;

/// <summary>A line of a cart.</summary>
internal struct CartLine
{
    public int Product;
    public int Quantity;
}

/// <summary>What is in a cart: at most <see cref="MaxLines"/> products, so that a shopper keeps its size.</summary>
internal struct Cart
{
    public const int MaxLines = 8;
    public const int MaxQuantity = 9;

    private Lines _lines;

    public int Count { get; private set; }

    public readonly CartLine this[int line] => _lines[line];

    /// <summary>Whether one more of this product has room.</summary>
    public readonly bool Takes(int product)
    {
        for (var i = 0; i < Count; i++)
            if (_lines[i].Product == product)
                return _lines[i].Quantity < MaxQuantity;
        return Count < MaxLines;
    }

    /// <summary>Adds what has room; how many were added.</summary>
    public int Add(int product, int quantity)
    {
        var line = 0;
        while (line < Count && _lines[line].Product != product) line++;
        if (line == Count) _lines[Count++] = new CartLine { Product = product };
        quantity = Math.Min(quantity, MaxQuantity - _lines[line].Quantity);
        _lines[line].Quantity += quantity;
        return quantity;
    }

    /// <summary>Takes a whole line out.</summary>
    public CartLine Remove(int line)
    {
        var removed = _lines[line];
        for (var i = line + 1; i < Count; i++) _lines[i - 1] = _lines[i];
        Count--;
        return removed;
    }

    public void Clear() => Count = 0;

    [InlineArray(MaxLines)]
    private struct Lines
    {
        private CartLine _first;
    }
}
