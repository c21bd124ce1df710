using Akka.Actor;
using AkkaCommerce.Analytics.Partitions;
using AkkaCommerce.Analytics.Windows;
using AkkaCommerce.Ingestion.Events;

namespace AkkaCommerce.Tests.Analytics.Partitions;

/// <summary>Analyst and board: questions, answers and entries lost, repeated, late and out of order.</summary>
public sealed class PartitionAnalystBoardTests : AnalystStage
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Whatever_is_lost_repeated_late_or_out_of_order_the_board_gets_every_entry(int seed)
    {
        var (chance, late, at) = (new Random(seed), new List<Action>(), Shop.Run.From);
        Analyst();
        await Write(null, at += TimeSpan.FromSeconds(50));
        for (; at < Until; at += TimeSpan.FromSeconds(50))
        {
            for (var some = chance.Next(10); some > 0; some--) Plays(Mischief);
            await Write(at, at + TimeSpan.FromSeconds(50) is var next && next < Until ? next : null);
        }
        PlaysUntil(Until, Mischief);

        Finals().ShouldBe(Shop.Finals());

        bool Mischief(object heard)
        {
            var analyst = World.Sender;
            Action? deliver = heard switch
            {
                AskBoard => () => analyst.Tell(Has()),
                EntryPart { IsLive: false } part => () => Board.Take(AnalystEntry.Read(part.Bytes)),
                _ => null,
            };
            if (deliver is null) return true;
            var kept = late.ToArray();
            late.Clear();
            switch (chance.Next(5))
            {
                case 0: break;
                case 1: late.Add(deliver); break;
                case 2:
                    var old = Has();
                    deliver();
                    late.Add(() => analyst.Tell(old));
                    late.Add(deliver);
                    break;
                default: deliver(); break;
            }
            foreach (var action in kept) action();
            return true;
        }
    }

    [Fact]
    public async Task A_board_that_has_forgotten_everything_is_told_everything_again()
    {
        await Write(null, null);
        Analyst();
        PlaysUntil(Until);

        ForgetBoard();
        PlaysUntil(Until);

        Finals().ShouldBe(Shop.Finals());
    }

    [Fact]
    public async Task A_silent_board_is_asked_each_second()
    {
        await Write(null, Middle);
        var analyst = Analyst();
        Hears<AskBoard>(World);
        While(analyst);
        Heard<object>(World);

        for (var second = 0; second < 3; second++)
        {
            var asked = Clock.GetUtcNow();
            Hears<AskBoard>(World);
            (Clock.GetUtcNow() - asked).ShouldBeLessThanOrEqualTo(TimeSpan.FromSeconds(1.05));
        }
    }

    [Fact]
    public async Task Nothing_is_trimmed_before_the_board_has_used_it()
    {
        await Write(null, null);
        Analyst();
        PlaysUntil(Until);
        var numbers = Journal.Numbers(PartitionAnalyst.IdOf(0));

        Hears<AskBoard>(World);
        World.Sender.Tell(new BoardHas(0, Board.LastTaken(0), EntryName.None, Timestamp.Min));
        for (var some = 0; some < 4; some++) Plays();

        Journal.Numbers(PartitionAnalyst.IdOf(0)).ShouldBe(numbers);
    }
}
