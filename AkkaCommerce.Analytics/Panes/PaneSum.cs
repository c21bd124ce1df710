using AkkaCommerce.Analytics.Windows;
using AkkaCommerce.Ingestion.Events;

namespace AkkaCommerce.Analytics.Panes;

/// <summary>Adds up what happens in a pane or a window: events one by one, or totals. Every addition is commutative. Used again after <see cref="Begin"/>.</summary>
internal sealed class PaneSum(NameTable names)
{
    private readonly SlotMap _productIndex = new();
    private readonly SlotMap _categoryIndex = new();
    private ProductTotals[] _products = new ProductTotals[8];
    private CategoryTotals[] _categories = new CategoryTotals[4];
    private long[] _productOrder = new long[8];
    private long[] _categoryOrder = new long[4];
    private EventCounts _events;
    private long _order;

    /// <summary>The table that products and categories are slots of.</summary>
    public NameTable Names { get; private set; } = names;

    public ref readonly EventCounts Events => ref _events;
    public long RevenueCents { get; private set; }
    public long RefundedCents { get; private set; }
    public SessionTotals Sessions { get; private set; }
    public int ProductCount { get; private set; }
    public int CategoryCount { get; private set; }
    public ReadOnlySpan<ProductTotals> Products => _products.AsSpan(0, ProductCount);
    public ReadOnlySpan<CategoryTotals> Categories => _categories.AsSpan(0, CategoryCount);
    public bool IsEmpty => _events.Total == 0;

    public void Count(EventType type) => _events[(int)type]++;

    public void View(int product, int category)
    {
        Product(product, category).Views++;
        Category(category).Views++;
    }

    public void AddToCart(int product, int category) => Product(product, category).AddToCarts++;

    /// <summary>Begins a purchase: a product or category that several of its items name is counted once.</summary>
    public void BeginOrder(long totalCents)
    {
        RevenueCents += totalCents;
        _order++;
    }

    public void Item(int product, int category, long revenueCents)
    {
        ref var sold = ref Product(product, category);
        var index = ProductIndex(product);
        if (_productOrder[index] != _order) (_productOrder[index], sold.Purchases) = (_order, sold.Purchases + 1);
        sold.RevenueCents += revenueCents;
        ref var kind = ref Category(category);
        index = CategoryIndex(category);
        if (_categoryOrder[index] != _order) (_categoryOrder[index], kind.Purchases) = (_order, kind.Purchases + 1);
        kind.RevenueCents += revenueCents;
    }

    /// <summary>A refund is no order: it takes nothing from the revenue of any.</summary>
    public void Refund(long totalCents) => RefundedCents += totalCents;

    /// <param name="milliseconds">Below 0: it does not say.</param>
    /// <param name="pages">Below 0: it does not say.</param>
    public void SessionEnd(long milliseconds, long pages) =>
        Sessions += new SessionTotals(milliseconds >= 0 ? 1 : 0, Math.Max(milliseconds, 0), pages >= 0 ? 1 : 0, Math.Max(pages, 0));

    /// <summary>Adds totals whose names are of the same table.</summary>
    public void Add(PaneTotals other)
    {
        for (var type = 0; type < EventCounts.Types; type++) _events[type] += other.Events[type];
        RevenueCents += other.RevenueCents;
        RefundedCents += other.RefundedCents;
        Sessions += other.Sessions;
        foreach (ref readonly var product in other.Products.AsSpan())
        {
            ref var mine = ref Product(product.Product, product.Category);
            mine.Views += product.Views;
            mine.AddToCarts += product.AddToCarts;
            mine.Purchases += product.Purchases;
            mine.RevenueCents += product.RevenueCents;
        }
        foreach (ref readonly var category in other.Categories.AsSpan())
        {
            ref var mine = ref Category(category.Category);
            mine.Views += category.Views;
            mine.Purchases += category.Purchases;
            mine.RevenueCents += category.RevenueCents;
        }
    }

    /// <summary>What it holds now, as values of their own.</summary>
    public PaneTotals ToTotals() => new()
    {
        Events = _events,
        RevenueCents = RevenueCents,
        RefundedCents = RefundedCents,
        Sessions = Sessions,
        Products = Products.ToArray(),
        Categories = Categories.ToArray(),
    };

    /// <summary>Begins anew with nothing, and with names of a table; keeps its room.</summary>
    public void Begin(NameTable names)
    {
        Names = names;
        _productIndex.Clear();
        _categoryIndex.Clear();
        _events = default;
        (RevenueCents, RefundedCents, Sessions, ProductCount, CategoryCount, _order) = (0, 0, default, 0, 0, 0);
    }

    private int ProductIndex(int product) => _productIndex.IndexOf(product, ProductCount, out _);
    private int CategoryIndex(int category) => _categoryIndex.IndexOf(category, CategoryCount, out _);

    private ref ProductTotals Product(int product, int category)
    {
        var index = _productIndex.IndexOf(product, ProductCount, out var isNew);
        if (isNew)
        {
            if (ProductCount == _products.Length)
            {
                Array.Resize(ref _products, ProductCount * 2);
                Array.Resize(ref _productOrder, ProductCount * 2);
            }
            _products[ProductCount] = new ProductTotals { Product = product, Category = category };
            _productOrder[ProductCount++] = 0;
        }
        ref var totals = ref _products[index];
        if (totals.Category != category) totals.Category = Names.Least(totals.Category, category);
        return ref totals;
    }

    private ref CategoryTotals Category(int category)
    {
        var index = _categoryIndex.IndexOf(category, CategoryCount, out var isNew);
        if (isNew)
        {
            if (CategoryCount == _categories.Length)
            {
                Array.Resize(ref _categories, CategoryCount * 2);
                Array.Resize(ref _categoryOrder, CategoryCount * 2);
            }
            _categories[CategoryCount] = new CategoryTotals { Category = category };
            _categoryOrder[CategoryCount++] = 0;
        }
        return ref _categories[index];
    }
}
