using AkkaCommerce.Node.Hosting;
using Microsoft.Extensions.Logging;

namespace AkkaCommerce.Tests.Node.Hosting;

public sealed class BoundedLogsTests : IDisposable
{
    private readonly StringWriter _written = new() { NewLine = "\n" };
    private readonly SetTime _time = new();
    private readonly Disturbances _disturbances = new();
    private readonly BoundedLogs _bounded;
    private readonly ILoggerFactory _loggers;

    public BoundedLogsTests()
    {
        _bounded = new BoundedLogs(new LineLoggerProvider(_written, _time), _disturbances, _time);
        _loggers = LoggerFactory.Create(logging => logging
            .SetMinimumLevel(LogLevel.Information)
            .AddFilter<Disturbances>(null, LogLevel.Warning)
            .AddProvider(_bounded)
            .AddProvider(_disturbances));
    }

    /// <summary>What was written, without the times.</summary>
    private string[] Lines => [.. _written.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Length > 25 && line[24] == ' ' ? line[25..] : line)];

    public void Dispose() => _loggers.Dispose();

    [Fact]
    public void A_storm_is_told_by_its_first_and_by_how_many_more_there_were()
    {
        var logger = _loggers.CreateLogger("Analyst");
        for (var shard = 0; shard < 1000; shard++) Warn(logger, $"Analyst {shard} recovers: gone at 12:00:{shard:00}");
        Lines.ShouldBe(Enumerable.Range(0, 5).Select(shard => $"warn  Analyst: Analyst {shard} recovers: gone at 12:00:{shard:00}"));

        _time.Advance(TimeSpan.FromMinutes(1));
        Warn(logger, "Analyst 7 recovers: gone at 12:01:00");

        Lines[5..].ShouldBe(["warn  Analyst: 995 more like this: Analyst 999 recovers: gone at 12:00:999", "warn  Analyst: Analyst 7 recovers: gone at 12:01:00"]);
        _disturbances.Count.ShouldBe(1001);
    }

    [Fact]
    public void What_was_held_back_is_told_at_the_end()
    {
        var logger = _loggers.CreateLogger("Analyst");
        for (var time = 0; time < 7; time++) Warn(logger, "It recovers");

        _bounded.Dispose();

        Lines.ShouldBe([.. Enumerable.Repeat("warn  Analyst: It recovers", 5), "warn  Analyst: 2 more like this: It recovers"]);
    }

    [Fact]
    public void Others_are_told_beside_a_storm_and_what_is_no_warning_is_never_held_back()
    {
        var (analyst, board) = (_loggers.CreateLogger("Analyst"), _loggers.CreateLogger("Board"));
        for (var time = 0; time < 100; time++) Warn(analyst, "It recovers");
        Warn(board, "It recovers");
        Warn(analyst, "It cannot read");
        for (var time = 0; time < 100; time++) Say(analyst, LogLevel.Information, "It goes on");

        Lines[5..7].ShouldBe(["warn  Board: It recovers", "warn  Analyst: It cannot read"]);
        Lines[7..].ShouldBe(Enumerable.Repeat("info  Analyst: It goes on", 100));
        _disturbances.Count.ShouldBe(102);
    }

    [Fact]
    public void Only_the_first_of_a_kind_has_its_stack()
    {
        var logger = _loggers.CreateLogger("Board");
        for (var time = 0; time < 3; time++) Say(logger, LogLevel.Error, "It failed", new InvalidOperationException("why"));

        Lines.ShouldBe(["error Board: It failed", "    System.InvalidOperationException: why", "error Board: It failed", "error Board: It failed"]);
    }

    [Fact]
    public void Endless_kinds_are_bounded_too()
    {
        var logger = _loggers.CreateLogger("Board");
        for (var kind = 0; kind < 2000; kind++) Warn(logger, new string('x', kind + 1));

        Lines.Length.ShouldBe(256 + BoundedLogs.MostAlike);
    }

    [Fact]
    public void A_run_that_ends_is_not_disturbed_by_what_goes_down_and_tells_errors_still()
    {
        var logger = _loggers.CreateLogger("Board");
        _disturbances.End();

        Warn(logger, "It is gone");
        Say(logger, LogLevel.Error, "It is broken");

        Lines.ShouldBe(["error Board: It is broken"]);
        _disturbances.Line(null).ShouldBeNull();
    }

    [Fact]
    public void A_disturbed_run_says_so_whatever_its_log_shows()
    {
        using var quiet = LoggerFactory.Create(logging => logging.SetMinimumLevel(LogLevel.None).AddFilter<Disturbances>(null, LogLevel.Warning).AddProvider(_disturbances));
        _disturbances.Line(null).ShouldBeNull();

        Warn(quiet.CreateLogger("Board"), "It recovers");
        _disturbances.Line(null).ShouldBe("the run was disturbed: 1 warning; 'akkacommerce verify' looks whether all holds");
        Say(quiet.CreateLogger("Board"), LogLevel.Error, "It failed");
        _disturbances.Line("a.log").ShouldBe("the run was disturbed: 2 warnings in a.log; 'akkacommerce verify' looks whether all holds");
    }

    private static void Warn(ILogger logger, string text) => Say(logger, LogLevel.Warning, text);

    private static void Say(ILogger logger, LogLevel level, string text, Exception? exception = null) => logger.Log(level, 0, text, exception, (said, _) => said);

    private sealed class SetTime : TimeProvider
    {
        private TimeSpan _now;

        public void Advance(TimeSpan span) => _now += span;

        public override long GetTimestamp() => _now.Ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch + _now;
    }
}
