using AkkaCommerce.Node.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace AkkaCommerce.Tests.Node.Hosting;

public sealed class LineLoggerTests
{
    private readonly StringWriter _written = new() { NewLine = "\n" };
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2025, 9, 7, 12, 0, 1, 20, TimeSpan.Zero));

    [Theory]
    [InlineData(LogLevel.Trace, "trace")]
    [InlineData(LogLevel.Information, "info ")]
    [InlineData(LogLevel.Warning, "warn ")]
    [InlineData(LogLevel.Critical, "fatal")]
    public void An_entry_is_a_line_with_time_level_who_and_what(LogLevel level, string name)
    {
        Log(level, "three of 3");

        _written.ToString().ShouldBe($"2025-09-07T12:00:01.020Z {name} Board: three of 3\n");
    }

    [Fact]
    public void Further_lines_of_an_entry_and_its_exception_are_indented()
    {
        Log(LogLevel.Error, "one\r\ntwo", new InvalidOperationException("three"));

        _written.ToString().ShouldBe("2025-09-07T12:00:01.020Z error Board: one\n    two\n    System.InvalidOperationException: three\n");
    }

    [Fact]
    public void A_log_that_cannot_be_written_takes_nobody_down()
    {
        var full = new LineLoggerProvider(new FullWriter(), _time).CreateLogger("Board");
        var closed = new StringWriter();
        closed.Dispose();
        var late = new LineLoggerProvider(closed, _time).CreateLogger("Board");

        foreach (var logger in (ILogger[])[full, late]) Should.NotThrow(() => logger.Log(LogLevel.Error, 0, "something", null, (text, _) => text));
    }

    private void Log(LogLevel level, string text, Exception? cause = null) =>
        new LineLoggerProvider(_written, _time).CreateLogger("AkkaCommerce.Analytics.Board").Log(level, 0, text, cause, (state, _) => state);

    private sealed class FullWriter : StringWriter
    {
        public override void WriteLine(string? value) => throw new IOException("No space left on device");
    }
}
