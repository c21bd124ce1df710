using Akka.Actor;
using AkkaCommerce.Analytics.Partitions;
using AkkaCommerce.Analytics.Windows;
using AkkaCommerce.Tests.VirtualTime;

namespace AkkaCommerce.Tests.Analytics.Partitions;

/// <summary>Analyst and tables: what an entry counts is written after it and before the next, and again on recovery.</summary>
public sealed class PartitionAnalystRowsTests : AnalystStage
{
    [Fact]
    public async Task Rows_are_written_after_their_entry_and_before_the_board_hears_of_it_and_before_the_next()
    {
        using var held = new ManualResetEventSlim();
        Tables = _ => held.Wait(TimeSpan.FromSeconds(10));
        await WriteGarbage(3);
        await Write(null, Middle);
        var analyst = Analyst();
        var entry = Written();
        while (entry.Counts.Count == 0) entry = Written();

        var rows = Hears<RowsWrite>(World).Rows;
        rows.Counts.Select(count => count.Entry).ShouldBe([entry.Name]);
        rows.Records.Count.ShouldBe(3);
        await Write(Middle, null);
        var meanwhile = While(analyst);
        Rows()[^1].Name.ShouldBe(entry.Name);
        meanwhile.OfType<EntryPart>().ShouldAllBe(part => part.IsLive || part.Name.Number < entry.Name.Number);
        held.Set();

        PlaysUntil(Until).OfType<JournalWrite>().ShouldNotBeEmpty();
    }

    [Fact]
    public async Task After_a_recovery_they_are_written_again_before_any_new_entry_but_the_claim()
    {
        await WriteGarbage(3);
        await Write(null, Middle);
        var first = Analyst();
        var before = PlaysUntil(Middle - TimeSpan.FromSeconds(10)).OfType<RowsWrite>().Single().Rows;
        Watch(first);
        first.Tell(FinishAnalysis.Instance);
        ExpectTerminated(first);
        await Write(Middle, null);

        Heard<object>(World);
        Analyst();
        var heard = PlaysUntil(Until);

        var writes = heard.Where(what => what is JournalWrite or RowsWrite).ToList();
        ((AnalystEntry)((JournalWrite)writes[0]).Payload).IsClaim.ShouldBeTrue();
        var again = writes[1].ShouldBeOfType<RowsWrite>().Rows;
        again.Counts.Single().Entry.ShouldBe(before.Counts.Single().Entry);
        again.Counts.Single().Panes.ShouldBe(before.Counts.Single().Panes);
        Finals().ShouldBe(Shop.Finals());
    }

    [Fact]
    public async Task Rows_that_cannot_be_written_stop_it_and_the_next_writes_them()
    {
        Tables = _ => throw new InvalidOperationException("locked in the test");
        await WriteGarbage(3);
        await Write(null, Middle);
        var analyst = Analyst();
        Watch(analyst);
        var first = Hears<RowsWrite>(World).Rows;
        ExpectTerminated(analyst);

        Tables = _ => { };
        Analyst();
        var again = PlaysUntil(Middle - TimeSpan.FromSeconds(10)).OfType<RowsWrite>().First().Rows;

        again.Counts.Select(count => count.Entry).ShouldBe(first.Counts.Select(count => count.Entry));
        again.Records.Select(record => (record.Topic, record.Offset)).ShouldBe(first.Records.Select(record => (record.Topic, record.Offset)));
        again.Records.Count.ShouldBe(3);
    }
}
