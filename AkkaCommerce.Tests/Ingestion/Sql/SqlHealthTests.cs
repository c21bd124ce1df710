using AkkaCommerce.Ingestion.Sql;
using AkkaCommerce.Tests.Ingestion.Log;
using Microsoft.Extensions.Time.Testing;

namespace AkkaCommerce.Tests.Ingestion.Sql;

public sealed class SqlHealthTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly SaidLines _said = new();

    [Fact]
    public void That_the_database_is_away_and_that_it_is_back_is_said_once_each()
    {
        var health = new SqlHealth("db:5432/shop", _time, _said);
        health.Worked(_time.GetTimestamp());
        var asked = _time.GetTimestamp();
        _time.Advance(TimeSpan.FromSeconds(1));
        health.Failed("PostgreSQL at db:5432/shop does not answer (refused)");
        health.Failed("PostgreSQL at db:5432/shop does not answer (timed out)");
        _time.Advance(TimeSpan.FromSeconds(5));
        health.Worked(asked);
        health.Reason.ShouldNotBeNull();
        health.Worked(_time.GetTimestamp());
        health.Worked(_time.GetTimestamp());
        _time.Advance(TimeSpan.FromSeconds(2));

        health.Reason.ShouldBeNull();
        _said.Lines.ShouldBe(
        [
            "Warning PostgreSQL at db:5432/shop does not answer (refused): what needs it waits, and goes on when it is back",
            "Information PostgreSQL at db:5432/shop answers again, after 5 s",
        ]);
    }

    [Fact]
    public void That_it_is_back_is_said_though_timers_come_a_little_early()
    {
        var health = new SqlHealth("db:5432/shop", new EarlyTimers(_time), _said);
        health.Failed("PostgreSQL at db:5432/shop does not answer (refused)");
        health.Worked(_time.GetTimestamp());
        _time.Advance(TimeSpan.FromMilliseconds(1999));
        _said.Lines.Count.ShouldBe(1);
        _time.Advance(TimeSpan.FromMilliseconds(2));

        _said.Lines[^1].ShouldBe("Information PostgreSQL at db:5432/shop answers again, after 0 s");
    }

    [Fact]
    public void One_at_a_time_looks_whether_it_is_back()
    {
        var health = new SqlHealth("db:5432/shop", _time, _said);

        health.TryLook().ShouldBeTrue();
        health.TryLook().ShouldBeFalse();
        health.Looked();
        health.TryLook().ShouldBeTrue();
    }

    /// <summary>Timers that come a millisecond before their time.</summary>
    private sealed class EarlyTimers(FakeTimeProvider time) : TimeProvider
    {
        public override long TimestampFrequency => time.TimestampFrequency;

        public override long GetTimestamp() => time.GetTimestamp();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            new EarlyTimer(time.CreateTimer(callback, state, dueTime, period));

        private sealed class EarlyTimer(ITimer timer) : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period) =>
                timer.Change(dueTime > TimeSpan.Zero ? dueTime - TimeSpan.FromMilliseconds(1) : dueTime, period);

            public void Dispose() => timer.Dispose();

            public ValueTask DisposeAsync() => timer.DisposeAsync();
        }
    }
}
