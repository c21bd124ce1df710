using Akka.Actor;
using AkkaCommerce.Analytics.Partitions;
using AkkaCommerce.Analytics.Windows;
using AkkaCommerce.Ingestion.Events;

namespace AkkaCommerce.Tests.Analytics.Windows;

/// <summary>Board and analysts: entries and their parts lost, repeated, late and out of order; two boards.</summary>
public sealed class WindowBoardEntriesTests : BoardStage
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void Parts_lost_repeated_late_and_out_of_order_come_to_the_same_windows(int seed)
    {
        var (chance, board) = (new Random(seed), Board());
        AnalystEntry[] first = [First.Closing((5, 2)), First.Closing((6, 1), (7, 4)), First.Closing((8, 1)), First.Closing((9, 3))];
        AnalystEntry[] second = [Second.Closing((5, 1), (6, 0)), Second.Closing((7, 2)), Second.Closing((8, 0), (9, 5))];
        var all = first.Concat(second).Select(entry => Parts(entry, count: 3)).ToList();
        for (var sent = 0; sent < 200; sent++)
        {
            var parts = all[chance.Next(all.Count)];
            if (chance.Next(2) == 0) board.Tell(parts[chance.Next(3)]);
            else foreach (var part in parts) board.Tell(part);
        }
        foreach (var entry in all)
            foreach (var part in entry)
                board.Tell(part);
        FinalThrough(9);

        Table.Windows.ShouldBe([(5, 3), (6, 4), (7, 10), (8, 8), (9, 15)]);
        Has(board, 0).ShouldBe(new BoardHas(0, first[^1].Name, first[^1].Name, new(100_000)));
    }

    [Fact]
    public void An_entry_that_does_not_name_the_last_one_taken_is_not_taken()
    {
        var (board, other) = (Board(), new HandMadeChain(0, incarnation: 2));
        var taken = First.Closing((5, 2));
        Tell(board, taken);
        other.Closing((5, 7));

        Tell(board, other.Closing((6, 7)));

        Has(board, 0).LastTaken.ShouldBe(taken.Name);
        Tell(board, First.Closing((6, 1)));
        Tell(board, Second.Closing((5, 0), (6, 0)));
        FinalThrough(6);
        Table.Windows.ShouldBe([(5, 2), (6, 3)]);
    }

    [Fact]
    public void Without_one_of_its_parts_an_entry_is_not_taken_until_all_are_sent_again()
    {
        var board = Board();
        var entry = First.Closing((5, 2));
        var parts = Parts(entry, count: 3);
        for (var lost = 0; lost < 3; lost++)
        {
            foreach (var part in parts.Where((_, number) => number != lost)) board.Tell(part);
            Has(board, 0).LastTaken.ShouldBe(EntryName.None);
        }

        foreach (var part in parts) board.Tell(part);

        Has(board, 0).LastTaken.ShouldBe(entry.Name);
    }

    [Fact]
    public void Parts_of_entries_of_two_incarnations_are_not_put_together()
    {
        var board = Board();
        var (entry, parts) = (First.Closing((5, 2)), new List<EntryPart[]>());
        foreach (var told in new[] { entry, new HandMadeChain(0, incarnation: 2).Closing((5, 7)) }) parts.Add(Parts(told, count: 2));

        board.Tell(parts[1][0]);
        board.Tell(parts[0][1]);
        Has(board, 0).LastTaken.ShouldBe(EntryName.None);
        foreach (var part in parts[0]) board.Tell(part);
        Tell(board, Second.Closing((5, 0)));
        FinalThrough(5);

        Has(board, 0).LastTaken.ShouldBe(entry.Name);
        Table.Windows.ShouldBe([(5, 2)]);
    }

    [Fact]
    public void A_board_that_misses_what_another_has_used_stops_instead_of_waiting_for_it()
    {
        var (board, other) = (Board(), Board());
        Tell(board, First.Closing((5, 2)));
        Tell(board, Second.Closing((5, 1)));
        FinalThrough(5);
        Watch(other);

        Tell(other, First.Closing((6, 1)));
        Settle(other);
        Timers(TimeSpan.FromSeconds(1));

        ExpectTerminated(other);
    }

    [Fact]
    public void A_board_that_misses_what_was_lost_on_its_way_waits_for_it()
    {
        var board = Board();
        AnalystEntry[] entries = [First.Closing((5, 2)), First.Closing((6, 1))];
        Tell(board, entries[1]);
        LooksTwice();

        foreach (var entry in entries) Tell(board, entry);
        Tell(board, Second.Closing((5, 1), (6, 0)));
        FinalThrough(6);

        Table.Windows.ShouldBe([(5, 3), (6, 4)]);
    }

    [Fact]
    public void What_it_has_moved_itself_and_not_heard_of_yet_it_does_not_take_for_anothers()
    {
        var board = Board();
        Table.Moved.Reset();
        Tell(board, First.Closing((5, 2)));
        Tell(board, Second.Closing((5, 1)));
        Repeat(until: () => Table.Received.Version == 1, () => Settle(board));
        First.Closing((6, 1));
        Tell(board, First.Closing((7, 1)));

        LooksTwice();
        Table.Moved.Set();

        FinalThrough(5);
    }

    [Fact]
    public void What_is_asked_before_it_knows_what_is_written_is_answered_then()
    {
        var board = Board(loaded: false);

        Has(board, 1).ShouldBe(new BoardHas(1, EntryName.None, EntryName.None, Timestamp.Min));
    }

    [Fact]
    public void What_is_taken_is_not_called_used_before_its_windows_are_written()
    {
        var board = Board();
        Table.Moving.Reset();
        var entry = First.Closing((5, 2));
        Tell(board, entry);
        Tell(board, Second.Closing((5, 1)));

        Has(board, 0).Used.ShouldBe(EntryName.None);
        Table.Moving.Set();
        FinalThrough(5);

        Has(board, 0).Used.ShouldBe(entry.Name);
    }

    [Fact]
    public void While_windows_are_written_the_next_are_taken_and_written_afterwards()
    {
        var board = Board();
        Table.Moving.Reset();
        Tell(board, First.Closing((5, 2)));
        Tell(board, Second.Closing((5, 1)));
        Tell(board, First.Closing((6, 1)));
        Tell(board, Second.Closing((6, 1)));
        Settle(board);

        Table.Moving.Set();
        FinalThrough(6);

        Table.Windows.ShouldBe([(5, 3), (6, 5)]);
        Table.Received.Version.ShouldBe(2);
    }

    [Fact]
    public void A_board_whose_received_was_moved_by_another_stops_and_tells_nothing_of_it()
    {
        var (board, other) = (Board(), Board());
        AnalystEntry[] entries = [First.Closing((5, 2)), Second.Closing((5, 1))];
        foreach (var entry in entries) Tell(board, entry);
        FinalThrough(5);
        Watch(other);

        foreach (var entry in entries) Tell(other, entry);

        ExpectTerminated(other);
        Table.Received.Version.ShouldBe(1);
        Has(board, 0).Used.ShouldBe(entries[0].Name);
    }

    [Fact]
    public void Windows_that_cannot_be_written_stop_it_and_the_next_board_writes_them()
    {
        var board = Board();
        Watch(board);
        Table.Fails = true;
        AnalystEntry[] entries = [First.Closing((5, 2)), Second.Closing((5, 1))];
        foreach (var entry in entries) Tell(board, entry);
        ExpectTerminated(board);

        Table.Fails = false;
        var next = Board();
        foreach (var entry in entries) Tell(next, entry);
        FinalThrough(5);

        Table.Windows.ShouldBe([(5, 3)]);
    }

    /// <summary>A board has looked what is written, and once more: what it saw first it has acted upon.</summary>
    private void LooksTwice()
    {
        var before = Table.Loads;
        Repeat(until: () => Table.Loads >= before + 2, () => Timers(TimeSpan.FromSeconds(1)));
    }
}
