using Akka.Actor;
using AkkaCommerce.Analytics.Windows;
using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Tests.VirtualTime;
using Microsoft.Extensions.Logging.Abstractions;

namespace AkkaCommerce.Tests.Analytics.Windows;

public sealed class SnapshotPublisherTests : VirtualTimeKit
{
    private readonly FakeSnapshotTopic _topic = new();
    private readonly SortedDictionary<long, WindowSnapshot> _table = [];

    [Fact]
    public void Every_final_window_is_published_once_in_order_as_its_json()
    {
        Final(1, 2);
        var publisher = Publisher();
        Published(2);

        Final(3);
        publisher.Tell(new FinalsWritten(End(3)));
        Published(3);

        _topic.Records.ShouldBe(Expected(1, 2, 3));
    }

    [Fact]
    public void What_was_published_by_another_before_it_is_not_published_again()
    {
        Final(1, 2, 3);
        foreach (var (key, json) in Expected(1, 2)) _topic.Add(key, json);

        Publisher();
        Published(3);

        _topic.Records.ShouldBe(Expected(1, 2, 3));
    }

    [Fact]
    public void Many_windows_go_in_pages_and_none_is_left_out()
    {
        var numbers = Enumerable.Range(1, 1000).ToArray();
        Final(numbers);
        _topic.FailsAbove = 256;

        Publisher();
        Published(1000);

        _topic.Records.ShouldBe(Expected(numbers));
    }

    [Fact]
    public void What_becomes_final_while_it_writes_is_published_though_it_was_told_only_once()
    {
        Final(1);
        _topic.Writing.Reset();
        var publisher = Publisher();
        Repeat(() => _topic.Opened == 1, () => Settle(publisher));

        Final(2);
        publisher.Tell(new FinalsWritten(End(2)));
        Settle(publisher);
        _topic.Writing.Set();

        Published(2);
        _topic.Records.ShouldBe(Expected(1, 2));
    }

    [Fact]
    public void While_the_topic_is_away_it_waits_and_then_publishes_all()
    {
        Final(1);
        _topic.IsAway = true;
        var publisher = Publisher();
        Final(2);
        publisher.Tell(new FinalsWritten(End(2)));
        Pass(TimeSpan.FromSeconds(20), publisher);
        _topic.Records.ShouldBeEmpty();

        _topic.IsAway = false;
        Published(2);

        _topic.Records.ShouldBe(Expected(1, 2));
    }

    [Fact]
    public void A_write_that_failed_is_done_again_by_a_new_writer()
    {
        Final(1, 2);
        _topic.FailsAbove = 0;
        var publisher = Publisher();
        Repeat(() => _topic.Opened > 1, () => Pass(TimeSpan.FromSeconds(1), publisher));
        _topic.FailsAbove = int.MaxValue;
        Published(2);

        _topic.Records.ShouldBe(Expected(1, 2));
        _topic.Disposed.ShouldBe(_topic.Opened - 1);
    }

    [Fact]
    public void A_write_of_unknown_outcome_that_went_through_is_not_repeated()
    {
        Final(1, 2);
        _topic.FailsAfterwards = true;
        var publisher = Publisher();
        Repeat(() => _topic.Opened == 2, () => Pass(TimeSpan.FromSeconds(1), publisher));
        Final(3);
        publisher.Tell(new FinalsWritten(End(3)));
        Published(3);

        _topic.Records.ShouldBe(Expected(1, 2, 3));
    }

    [Fact]
    public void Two_of_them_leave_no_window_out()
    {
        Final(1);
        var first = Publisher();
        Published(1);
        var second = Publisher();
        Repeat(() => _topic.Opened == 2, () => Settle(second));

        Final(2);
        first.Tell(new FinalsWritten(End(2)));
        second.Tell(new FinalsWritten(End(2)));
        Published(2);

        _topic.Records.Distinct().ShouldBe(Expected(1, 2));
    }

    [Theory]
    [InlineData("2025-09-07T23:00:00Z")]
    [InlineData("no time")]
    [InlineData("")]
    public void Behind_a_record_that_is_none_of_the_table_s_windows_all_are_published(string key)
    {
        Final(1, 2);
        _topic.Add(key, "{}");

        Publisher();
        Published(2);

        _topic.Records.Skip(1).ShouldBe(Expected(1, 2));
    }

    private IActorRef Publisher() => Sys.ActorOf(SnapshotPublisher.Props(new PublisherContext
    {
        Topic = _topic,
        FinalsAfter = (after, most) => Locked(() => _table.Where(final => final.Key > after.Milliseconds).Take(most).Select(final => final.Value).ToArray()),
        FinalAt = end => Locked(() => _table.GetValueOrDefault(end.Milliseconds)),
        Logger = NullLogger<SnapshotPublisher>.Instance,
    }));

    private void Final(params int[] numbers)
    {
        lock (_table)
            foreach (var number in numbers) _table.Add(End(number).Milliseconds, Window(number));
    }

    private T Locked<T>(Func<T> read)
    {
        lock (_table) return read();
    }

    /// <summary>Waits until the topic's last record is a window's.</summary>
    private void Published(int number) =>
        Repeat(() => _topic.LastKeyAsync(default).Result == End(number).ToString(), () =>
        {
            Timers(TimeSpan.FromMilliseconds(200));
            Thread.Yield();
        });

    private static (string, string)[] Expected(params int[] numbers) => [.. numbers.Select(number => (End(number).ToString(), SnapshotJson.Write(Window(number))))];

    private static Timestamp End(int number) => new(1_757_246_400_000 + number * 10_000L);

    private static WindowSnapshot Window(int number) =>
        new() { Start = End(number - 30), End = End(number), Final = true, Events = default, Orders = number, PopularCategories = [new("büro", number, 1, 2.50m)] };
}
