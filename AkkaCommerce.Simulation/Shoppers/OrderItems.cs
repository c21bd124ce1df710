using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Simulation.Catalog;

namespace AkkaCommerce.Simulation.Shoppers;

/// <summary>The items of an order, or of what comes back of it, as they are written.</summary>
internal struct OrderItems
{
    private Lines _lines;
    private int _count;

    /// <summary>The ids and categories of all items, in bytes.</summary>
    public int TextBytes { get; private set; }

    /// <summary>Quantity times price over all items.</summary>
    public long TotalCents { get; private set; }

    public readonly bool IsEmpty => _count == 0;

    [UnscopedRef]
    public readonly ReadOnlySpan<PurchasedItem> All => ((ReadOnlySpan<PurchasedItem>)_lines)[.._count];

    /// <summary>Bytes that suffice for an event with these items.</summary>
    public readonly int MaxBytes => EventWriter.MaxBytes(TextBytes, _count);

    public void Add(ProductCatalog catalog, int number, int quantity)
    {
        var product = catalog.ProductAt(number);
        var item = new PurchasedItem(product.IdBytes, catalog.CategoryAt(product.Category).NameBytes, quantity, product.PriceCents);
        _lines[_count++] = item;
        TextBytes += item.ProductId.Length + item.Category.Length;
        TotalCents += quantity * product.PriceCents;
    }

    [InlineArray(Cart.MaxLines)]
    private struct Lines
    {
        private PurchasedItem _first;
    }
}
