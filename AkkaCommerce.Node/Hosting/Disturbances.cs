using AkkaCommerce.Node.Reporting;
using Microsoft.Extensions.Logging;

namespace AkkaCommerce.Node.Hosting;

/// <summary>Counts what disturbed a run: the warnings and errors of its log, whether they are shown or not. What is said while it ends is no news.</summary>
internal sealed class Disturbances : ILoggerProvider, ILogger
{
    private long _count;
    private volatile bool _isOver;

    public long Count => Interlocked.Read(ref _count);

    /// <summary>Whether the run is ending: what goes down takes others with it, and they warn of it.</summary>
    public bool IsOver => _isOver;

    /// <summary>From now on the run is ending.</summary>
    public void End() => _isOver = true;

    /// <summary>For a person, at the end; null: there were none.</summary>
    /// <param name="log">The file that tells them; null: they were told.</param>
    public string? Line(string? log) => Count is > 0 and var count
        ? $"the run was disturbed: {Show.Count(count)} {(count == 1 ? "warning" : "warnings")}{(log is null ? "" : $" in {log}")}; 'akkacommerce verify' looks whether all holds"
        : null;

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel is >= LogLevel.Warning and < LogLevel.None;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel) && !_isOver) Interlocked.Increment(ref _count);
    }

    public void Dispose()
    {
    }
}
