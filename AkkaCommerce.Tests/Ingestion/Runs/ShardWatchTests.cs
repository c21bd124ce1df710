using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Ingestion.Runs;
using Microsoft.Extensions.Time.Testing;

namespace AkkaCommerce.Tests.Ingestion.Runs;

public sealed class ShardWatchTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly FakeTimeProvider _time = new();
    private readonly ShardWatch _watch;

    public ShardWatchTests() => _watch = new ShardWatch(_time);

    [Theory]
    [InlineData(0)]
    [InlineData(-7)]
    [InlineData(3600)]
    public void A_row_that_changes_is_fresh_whatever_the_clock_of_the_node_that_writes_it_says(int ahead)
    {
        See(ahead);
        _watch.IsFresh(0).ShouldBeFalse();
        _time.Advance(Second);
        See(ahead);

        _watch.IsFresh(0).ShouldBeTrue();
        _watch.Age(0).ShouldBe(TimeSpan.Zero);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3600)]
    public void A_row_that_nobody_writes_any_more_is_stale_after_five_seconds_whatever_its_time_says(int ahead)
    {
        See(ahead);
        _time.Advance(Second);
        var last = See(ahead);

        foreach (var _ in Enumerable.Range(0, 5))
        {
            _time.Advance(Second);
            _watch.See([last]);
            _watch.IsFresh(0).ShouldBeTrue();
        }
        _time.Advance(Second);

        _watch.IsFresh(0).ShouldBeFalse();
        _watch.Age(0).ShouldBe(6 * Second);
    }

    [Fact]
    public void A_shard_that_moves_to_a_node_whose_clock_is_behind_stays_fresh()
    {
        See(ahead: 60);
        _time.Advance(Second);
        See(ahead: -60);

        _watch.IsFresh(0).ShouldBeTrue();
        _watch.IsFresh(1).ShouldBeFalse();
    }

    /// <summary>A row of shard 0 as a node writes it whose clock is so many seconds ahead.</summary>
    private ShardStatus See(int ahead)
    {
        var row = new ShardStatus(0, null, null, "", default, 0, Timestamp.From(_time.GetUtcNow().AddSeconds(ahead)));
        _watch.See([row]);
        return row;
    }
}
