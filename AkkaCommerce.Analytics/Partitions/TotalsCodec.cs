using AkkaCommerce.Analytics.Panes;
using AkkaCommerce.Analytics.Windows;
using AkkaCommerce.Ingestion.Events;

namespace AkkaCommerce.Analytics.Partitions;

/// <summary>A pane's totals as bytes: only what is not zero, names as numbers of a table that is written once beside several panes.</summary>
internal sealed class TotalsCodec
{
    /// <summary>What is written; 1: before there were refunds.</summary>
    public const byte Form = 2;

    /// <summary>The types of event that form 1 has counts of: those up to <see cref="EventType.SessionEnd"/>.</summary>
    private const int TypesOfForm1 = (int)EventType.SessionEnd + 1;

    private readonly SlotMap _local = new();
    private readonly List<int> _slots = [];

    /// <summary>Names used since <see cref="Clear"/>, in the order of their numbers.</summary>
    public IReadOnlyList<int> Slots => _slots;

    public void Clear()
    {
        _local.Clear();
        _slots.Clear();
    }

    public void Write(ByteWriter to, PaneSum pane) =>
        Write(to, pane.Events, pane.RevenueCents, pane.RefundedCents, pane.Sessions, pane.Products, pane.Categories);

    public void Write(ByteWriter to, PaneTotals pane) =>
        Write(to, pane.Events, pane.RevenueCents, pane.RefundedCents, pane.Sessions, pane.Products, pane.Categories);

    private void Write(
        ByteWriter to, in EventCounts events, long revenueCents, long refundedCents, in SessionTotals sessions,
        ReadOnlySpan<ProductTotals> products, ReadOnlySpan<CategoryTotals> categories)
    {
        foreach (var count in (ReadOnlySpan<long>)events) to.Number(count);
        to.Number(revenueCents);
        to.Number(refundedCents);
        to.Number(sessions.Timed);
        to.Number(sessions.Milliseconds);
        to.Number(sessions.Paged);
        to.Number(sessions.Pages);
        to.Number(products.Length);
        foreach (ref readonly var product in products)
        {
            var sold = product.Purchases != 0 || product.RevenueCents != 0;
            var carted = product.AddToCarts != 0;
            to.Number((long)Local(product.Product) << 2 | (sold ? 2L : 0) | (carted ? 1L : 0));
            to.Number(Local(product.Category));
            to.Number(product.Views);
            if (carted) to.Number(product.AddToCarts);
            if (!sold) continue;
            to.Number(product.Purchases);
            to.Number(product.RevenueCents);
        }
        to.Number(categories.Length);
        foreach (ref readonly var category in categories)
        {
            to.Number(Local(category.Category));
            to.Number(category.Views);
            to.Number(category.Purchases);
            to.Number(category.RevenueCents);
        }
    }

    /// <summary>Reads a pane's totals.</summary>
    /// <param name="form">As which they were written, 1 to <see cref="Form"/>.</param>
    /// <param name="slots">The slots, in the table of the totals made, of the names in the order of their numbers.</param>
    public static PaneTotals Read(ref ByteReader from, byte form, ReadOnlySpan<int> slots)
    {
        EventCounts events = default;
        for (var type = 0; type < (form == 1 ? TypesOfForm1 : EventCounts.Types); type++) events[type] = from.Number();
        var revenue = from.Number();
        var refunded = form == 1 ? 0 : from.Number();
        var sessions = new SessionTotals(from.Number(), from.Number(), from.Number(), from.Number());
        var products = from.Count() is var count and > 0 ? new ProductTotals[count] : [];
        foreach (ref var product in products.AsSpan())
        {
            var head = from.Number();
            product.Product = Slot(slots, head >> 2);
            product.Category = Slot(slots, from.Number());
            product.Views = from.Number();
            if ((head & 1) != 0) product.AddToCarts = from.Number();
            if ((head & 2) == 0) continue;
            product.Purchases = from.Number();
            product.RevenueCents = from.Number();
        }
        var categories = from.Count() is var kinds and > 0 ? new CategoryTotals[kinds] : [];
        foreach (ref var category in categories.AsSpan())
            category = new CategoryTotals(Slot(slots, from.Number()), from.Number(), from.Number(), from.Number());
        return new PaneTotals { Events = events, RevenueCents = revenue, RefundedCents = refunded, Sessions = sessions, Products = products, Categories = categories };
    }

    /// <summary>Passes over a pane's totals; refuses what <see cref="Read"/> refuses, and makes nothing.</summary>
    /// <param name="form">As which they were written.</param>
    /// <param name="names">How many names there are.</param>
    public static void Skip(ref ByteReader from, byte form, int names)
    {
        for (var numbers = form == 1 ? TypesOfForm1 + 5 : EventCounts.Types + 6; numbers > 0; numbers--) from.Number();
        for (var products = from.Count(); products > 0; products--)
        {
            var head = from.Number();
            Known(head >> 2, names);
            Known(from.Number(), names);
            var more = 1 + ((head & 1) != 0 ? 1 : 0) + ((head & 2) != 0 ? 2 : 0);
            while (more-- > 0) from.Number();
        }
        for (var categories = from.Count(); categories > 0; categories--)
        {
            Known(from.Number(), names);
            for (var numbers = 3; numbers > 0; numbers--) from.Number();
        }
    }

    /// <summary>Writes the names used, each with how many bytes it shares with the one before.</summary>
    public void WriteNames(ByteWriter to, NameTable names)
    {
        to.Number(_slots.Count);
        ReadOnlySpan<byte> last = [];
        foreach (var slot in _slots)
        {
            var name = names.Bytes(slot);
            var shared = name.CommonPrefixLength(last);
            to.Number(shared);
            to.Number(name.Length - shared);
            to.Raw(name[shared..]);
            last = name;
        }
    }

    /// <summary>Reads the names into a table, and says which slots they have there.</summary>
    public static int[] ReadNames(ref ByteReader from, NameTable names)
    {
        var slots = new int[from.Count()];
        var name = new byte[64];
        var length = 0;
        for (var i = 0; i < slots.Length; i++)
        {
            var shared = from.Number();
            if (shared > length) throw new FormatException("A name shares more than there is.");
            var rest = from.Raw(from.Count());
            length = (int)shared + rest.Length;
            if (length > name.Length) Array.Resize(ref name, length * 2);
            rest.CopyTo(name.AsSpan((int)shared));
            slots[i] = names.Slot(name.AsSpan(0, length));
        }
        return slots;
    }

    /// <summary>Passes over the names.</summary>
    /// <returns>How many there are.</returns>
    public static int SkipNames(ref ByteReader from)
    {
        var names = from.Count();
        for (var i = 0; i < names; i++)
        {
            from.Number();
            from.Raw(from.Count());
        }
        return names;
    }

    private int Local(int slot)
    {
        var index = _local.IndexOf(slot, _slots.Count, out var isNew);
        if (isNew) _slots.Add(slot);
        return index;
    }

    private static int Slot(ReadOnlySpan<int> slots, long number) => slots[Known(number, slots.Length)];

    private static int Known(long number, int names) =>
        (ulong)number < (ulong)names ? (int)number : throw new FormatException("A name is not in the table.");
}
