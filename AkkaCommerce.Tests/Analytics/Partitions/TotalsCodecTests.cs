using AkkaCommerce.Analytics.Panes;
using AkkaCommerce.Analytics.Partitions;
using AkkaCommerce.Analytics.Windows;
using AkkaCommerce.Ingestion.Events;

namespace AkkaCommerce.Tests.Analytics.Partitions;

/// <summary>What was kept before there were refunds is read by what keeps them now.</summary>
public sealed class TotalsCodecTests
{
    [Fact]
    public void A_panes_totals_are_read_back_with_their_refunds()
    {
        var names = new NameTable();
        var sum = new PaneSum(names);
        foreach (var type in Enum.GetValues<EventType>()) sum.Count(type);
        sum.Refund(1234);
        sum.View(names.Slot("p"u8), names.Slot("c"u8));

        var read = KeptPaneCodec.Read(new KeptPaneCodec().Write(sum.ToTotals(), names), names);

        (read.Events, read.RefundedCents, read.RevenueCents, read.Products.Single().Views).ShouldBe((sum.Events, 1234, 0, 1));
    }

    [Fact]
    public void A_pane_of_version_1_has_no_refunds()
    {
        var bytes = new ByteWriter();
        bytes.Byte(1);
        Names(bytes);
        Totals(bytes);

        Look(KeptPaneCodec.Read(bytes.Written, new NameTable()));
    }

    [Fact]
    public void An_entry_of_version_1_has_closes_without_refunds_one_after_another()
    {
        var bytes = new ByteWriter();
        bytes.Byte(1);
        bytes.Byte(0); // no claim
        bytes.Number(3); // shard
        for (var name = 0; name < 2; name++)
        {
            bytes.Number(7 - name);
            bytes.Fixed(11);
        }
        for (var position = 0; position < 10; position++) bytes.Signed(0);
        bytes.Signed(0); // open
        bytes.Signed(50_000); // progress
        bytes.Number(0); // counts
        bytes.Number(0); // bodies
        Names(bytes);
        bytes.Number(2); // closes
        for (var close = 0; close < 2; close++)
        {
            bytes.Byte(1); // has events, no distinct users
            bytes.Signed(1);
            for (var position = 0; position < 5; position++) bytes.Signed(2);
            bytes.Signed(0);
            bytes.Signed(10_000);
            Totals(bytes);
        }

        var entry = AnalystEntry.Read(bytes.Written.ToArray());

        entry.Closes.Select(close => close.Pane).ShouldBe([1, 2]);
        foreach (var totals in entry.ReadTotals(new NameTable())) Look(totals);
    }

    [Fact]
    public void What_a_newer_program_kept_is_refused()
    {
        Should.Throw<FormatException>(() => KeptPaneCodec.Read([3], new NameTable())).Message.ShouldBe("A pane of version 3: this program reads versions 1 to 2.");
        Should.Throw<FormatException>(() => AnalystEntry.Read(new byte[] { 3 })).Message.ShouldBe("A journal entry of version 3: this program reads versions 1 to 2.");
    }

    private static void Names(ByteWriter to)
    {
        to.Number(2);
        foreach (var name in "pc")
        {
            to.Number(0);
            to.Number(1);
            to.Byte((byte)name);
        }
    }

    /// <summary>Six counts, revenue, the four figures of sessions, a product that was viewed and bought, a category.</summary>
    private static void Totals(ByteWriter to)
    {
        foreach (var number in (long[])[1, 2, 3, 4, 5, 6, 70_000, 6, 600, 5, 50, 1, 0 << 2 | 2, 1, 9, 4, 70_000, 1, 1, 9, 4, 70_000]) to.Number(number);
    }

    private static void Look(PaneTotals totals)
    {
        Enum.GetValues<EventType>().Select(type => totals.Events[type]).ShouldBe([1, 2, 3, 4, 5, 6, 0]);
        (totals.RevenueCents, totals.RefundedCents, totals.Sessions).ShouldBe((70_000, 0, new SessionTotals(6, 600, 5, 50)));
        (totals.Products.Single().Purchases, totals.Categories.Single().RevenueCents).ShouldBe((4, 70_000));
    }
}
