using AkkaCommerce.Simulation.Shards;
using Microsoft.Extensions.Time.Testing;

namespace AkkaCommerce.Tests.Simulation.Shards;

public sealed class EventPaceTests
{
    private readonly FakeTimeProvider _time = new();

    [Theory]
    [InlineData(0.5)]
    [InlineData(7)]
    [InlineData(1_000)]
    [InlineData(1_234_567)]
    public void So_many_events_come_in_a_time_as_the_rate_says_and_never_more_at_once_than_in_a_tenth_of_a_second(double rate)
    {
        var pace = new EventPace(rate, _time);
        var (taken, seconds, began) = (0L, 10 * Math.Max(1, 1 / rate), _time.GetTimestamp());

        while (_time.GetElapsedTime(began).TotalSeconds < seconds)
        {
            var count = pace.Take(int.MaxValue, out var wait);
            ((double)count).ShouldBeLessThanOrEqualTo(Math.Max(1, rate / 10));
            taken += count;
            _time.Advance(wait + TimeSpan.FromMilliseconds(3)); // a timer is late
        }

        ((double)taken).ShouldBeInRange(rate * (seconds - 0.1) - 2, rate * seconds + 1);
    }

    [Fact]
    public async Task Who_was_held_up_does_not_make_up_for_it()
    {
        var pace = new EventPace(1000, _time);
        (await pace.TakeAsync(10_000, default)).ShouldBe(1);

        _time.Advance(TimeSpan.FromMinutes(1));

        (await pace.TakeAsync(10_000, default)).ShouldBe(100);
        pace.TakeAsync(10_000, default).AsTask().IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public async Task What_is_due_and_not_asked_for_is_still_due()
    {
        var pace = new EventPace(1000, _time);
        await pace.TakeAsync(1, default);
        _time.Advance(TimeSpan.FromMilliseconds(50));

        (await pace.TakeAsync(20, default)).ShouldBe(20);
        (await pace.TakeAsync(100, default)).ShouldBe(30);
    }

    [Fact]
    public async Task It_can_be_cancelled_while_it_waits()
    {
        var pace = new EventPace(0.001, _time);
        await pace.TakeAsync(1, default);
        using var cancelled = new CancellationTokenSource();
        var next = pace.TakeAsync(1, cancelled.Token).AsTask();

        await cancelled.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => next);
    }
}
