using Akka.Actor;
using AkkaCommerce.Analytics.Partitions;
using AkkaCommerce.Analytics.Windows;
using AkkaCommerce.Tests.VirtualTime;

namespace AkkaCommerce.Tests.Analytics.Partitions;

/// <summary>Analyst and journal: claimed first, one entry in flight, told when confirmed; failures, and another incarnation.</summary>
public sealed class PartitionAnalystJournalTests : AnalystStage
{
    [Fact]
    public async Task Its_first_entry_claims_and_nothing_else_is_persisted_before_that_is_confirmed()
    {
        Journal.Writing.Close();
        await Write(null, null);
        var analyst = Analyst();

        Written().IsClaim.ShouldBeTrue();
        While(analyst);
        Rows().ShouldBeEmpty();
        Journal.Writing.Open();

        Written().IsClaim.ShouldBeFalse();
        Rows()[0].IsClaim.ShouldBeTrue();
    }

    [Fact]
    public async Task While_one_entry_is_in_flight_the_next_gathers()
    {
        await Write(null, Middle);
        var (analyst, first) = Claimed();
        await Write(Middle, null);

        While(analyst);
        Rows().Count.ShouldBe(1);
        Journal.Writing.Open();
        var heard = PlaysUntil(Until);

        heard.OfType<JournalWrite>().Count().ShouldBe(Rows().Count - 2);
        first.LastPane!.Value.ShouldBeLessThan(Rows()[2].LastPane!.Value);
        Rows().Zip(Rows().Skip(1)).ShouldAllBe(pair => pair.Item2.Before == pair.Item1.Name);
        Finals().ShouldBe(Shop.Finals());
    }

    [Fact]
    public async Task The_board_is_told_nothing_of_an_entry_before_it_is_confirmed()
    {
        await Write(null, Middle);
        var (analyst, entry) = Claimed();
        Journal.Asking.Close();
        Journal.Writing.Open();
        var meanwhile = While(analyst);

        Rows().Count.ShouldBe(2);
        meanwhile.OfType<EntryPart>().ShouldAllBe(part => part.IsLive || part.Name.Number < entry.Name.Number);
        Journal.Asking.Open();
        PlaysUntil(Middle - TimeSpan.FromSeconds(10)).OfType<EntryPart>().ShouldContain(part => part.Name == entry.Name);
    }

    [Fact]
    public async Task A_greater_number_in_the_journal_stops_it_before_it_tells()
    {
        await Write(null, Middle);
        var (analyst, entry) = Claimed();
        Watch(analyst);
        WriteElsewhere(entry.Name.Number + 1);
        Heard<object>(World);

        Journal.Writing.Open();
        ExpectTerminated(analyst);

        Heard<EntryPart>(World).ShouldAllBe(part => part.IsLive || part.Name.Number < entry.Name.Number);
    }

    [Theory]
    [InlineData(WriteFate.Failed, 0)]
    [InlineData(WriteFate.Failed, 1)]
    [InlineData(WriteFate.FailedThoughKept, 0)]
    [InlineData(WriteFate.FailedThoughKept, 1)]
    [InlineData(WriteFate.Rejected, 0)]
    [InlineData(WriteFate.Rejected, 1)]
    internal async Task An_entry_that_did_not_go_through_stops_it_and_the_next_comes_to_the_same_windows(WriteFate fate, int after)
    {
        await Write(null, null);
        Journal.Next([.. Enumerable.Repeat(WriteFate.Kept, after), fate]);
        var analyst = Analyst();
        Watch(analyst);
        for (var write = 0; write <= after; write++) Written();
        ExpectTerminated(analyst);

        Analyst();
        PlaysUntil(Until);

        Finals().ShouldBe(Shop.Finals());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Of_two_on_one_journal_exactly_one_goes_on_and_the_windows_are_right(int seed)
    {
        var chance = new Random(seed);
        var (first, second) = (Analyst(), Analyst());
        var stopped = CreateTestProbe();
        stopped.Watch(first);
        stopped.Watch(second);
        var at = Shop.Run.From;
        await Write(null, at += TimeSpan.FromSeconds(70));
        for (; at < Until; at += TimeSpan.FromSeconds(70))
        {
            for (var some = chance.Next(6); some > 0; some--) Plays();
            await Write(at, at + TimeSpan.FromSeconds(70) is var next && next < Until ? next : null);
        }
        PlaysUntil(Until);

        var gone = stopped.ExpectMsg<Akka.Actor.Terminated>().ActorRef;
        Settle(gone.Equals(first) ? second : first);
        Heard<Akka.Actor.Terminated>(stopped).ShouldBeEmpty();
        Finals().ShouldBe(Shop.Finals());
    }

    [Fact]
    public async Task The_journal_is_trimmed_behind_what_the_board_has_used_and_recovery_needs_and_a_new_one_goes_on()
    {
        var first = Analyst();
        for (var at = Shop.Run.From; at < Until; at += TimeSpan.FromSeconds(30))
        {
            await Write(at == Shop.Run.From ? null : at, at + TimeSpan.FromSeconds(30));
            PlaysUntil(at + TimeSpan.FromSeconds(20)).ShouldNotContain(heard => heard is JournalTrimmed);
        }
        PlaysUntil(Until).ShouldNotContain(heard => heard is JournalTrimmed);
        Finals().ShouldBe(Shop.Finals());

        PlaysUntil(heard => heard is JournalTrimmed);
        var kept = Rows();
        kept[0].Name.Number.ShouldBeInRange(2, Board.Received.Used[0].Number + 1);
        Watch(first);
        first.Tell(FinishAnalysis.Instance);
        ExpectTerminated(first);
        Analyst();

        Hears<JournalWrite>(World).Payload.ShouldBeOfType<AnalystEntry>().Before.ShouldBe(kept[^1].Name);
    }

    [Fact]
    public async Task Entries_that_could_not_be_deleted_go_with_the_next()
    {
        Journal.FailingTrims = 1;
        Analyst();
        for (var at = Shop.Run.From; at < Until; at += TimeSpan.FromSeconds(30))
        {
            if (at > Until - TimeSpan.FromSeconds(60)) PlaysUntil(_ => Journal.FailingTrims == 0);
            await Write(at == Shop.Run.From ? null : at, at + TimeSpan.FromSeconds(30));
            PlaysUntil(at + TimeSpan.FromSeconds(20));
            Finals();
        }

        PlaysUntil(heard => heard is JournalTrimmed);

        Rows()[0].Name.Number.ShouldBeGreaterThan(1);
    }
}
