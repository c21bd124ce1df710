using System.Text;
using AkkaCommerce.Analytics.Panes;
using AkkaCommerce.Ingestion.Events;
using FsCheck;
using FsCheck.Fluent;

namespace AkkaCommerce.Tests.Analytics.Panes;

/// <summary>Partial totals merge in any order and grouping, whatever tables their names are of.</summary>
public sealed class PaneSumTests
{
    private static readonly Arbitrary<int[]> Acts = ArbMap.Default.ArbFor<int[]>();

    [Fact]
    public void The_merge_of_partial_totals_is_associative_and_commutative() => Prop.ForAll(Acts, Acts, Acts, (a, b, c) =>
    {
        var names = new NameTable();
        var (one, two, three) = (Totals(a, names), Totals(b, names), Totals(c, names));
        var together = Text(Merge(names, one, two, three), names);
        Text(Merge(names, Merge(names, one, two), three), names).ShouldBe(together);
        Text(Merge(names, one, Merge(names, two, three)), names).ShouldBe(together);
        Text(Merge(names, three, two, one), names).ShouldBe(together);
        Text(Merge(names, one, PaneTotals.Empty), names).ShouldBe(Text(one, names));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Totals_of_parts_are_the_totals_of_all_at_once() => Prop.ForAll(Acts, Acts, (a, b) =>
    {
        var names = new NameTable();
        Text(Merge(names, Totals(a, names), Totals(b, names)), names).ShouldBe(Text(Totals([.. a, .. b], names), names));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Names_of_another_table_mean_the_same() => Prop.ForAll(Acts, Acts, (a, b) =>
    {
        var (mine, other) = (new NameTable(), new NameTable());
        var (one, two) = (Totals(a, mine), Totals(b, other));
        Text(Merge(mine, one, two.In(other, mine)), mine).ShouldBe(Text(Merge(other, one.In(mine, other), two), other));
    }).QuickCheckThrowOnFailure();

    private static PaneTotals Merge(NameTable names, params PaneTotals[] parts)
    {
        var sum = new PaneSum(names);
        foreach (var part in parts) sum.Add(part);
        return sum.ToTotals();
    }

    private static PaneTotals Totals(int[] acts, NameTable names)
    {
        var sum = new PaneSum(names);
        foreach (var act in acts)
        {
            var chance = new Random(act);
            var type = (EventType)chance.Next(7);
            sum.Count(type);
            switch (type)
            {
                case EventType.PageView:
                    sum.View(Product(), Category());
                    break;
                case EventType.AddToCart:
                    sum.AddToCart(Product(), Category());
                    break;
                case EventType.Purchase:
                    sum.BeginOrder(chance.Next(100_000));
                    for (var items = chance.Next(4); items > 0; items--) sum.Item(Product(), Category(), chance.Next(10_000));
                    break;
                case EventType.Refund:
                    sum.Refund(chance.Next(100_000));
                    break;
                case EventType.SessionEnd:
                    sum.SessionEnd(chance.Next(-1, 1000), chance.Next(-1, 20));
                    break;
            }

            int Product() => names.Slot(Encoding.UTF8.GetBytes($"prod_{chance.Next(5)}"));
            int Category() => names.Slot(Encoding.UTF8.GetBytes($"category_{chance.Next(3)}"));
        }
        return sum.ToTotals();
    }

    private static string Text(PaneTotals totals, NameTable names) => string.Join('\n',
    [
        $"{totals.Events} {totals.RevenueCents} {totals.RefundedCents} {totals.Sessions}",
        .. totals.Products.Select(p => $"{names[p.Product]} {names[p.Category]} {p.Views} {p.AddToCarts} {p.Purchases} {p.RevenueCents}").Order(StringComparer.Ordinal),
        .. totals.Categories.Select(c => $"{names[c.Category]} {c.Views} {c.Purchases} {c.RevenueCents}").Order(StringComparer.Ordinal),
    ]);
}
