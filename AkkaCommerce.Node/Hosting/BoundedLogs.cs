using System.Text;
using AkkaCommerce.Node.Reporting;
using Microsoft.Extensions.Logging;

namespace AkkaCommerce.Node.Hosting;

/// <summary>
/// Warnings and errors to another log, but none of a kind more often than <see cref="MostAlike"/> in an <see cref="Interval"/>: how many more there were is
/// told when the next comes after it, and at the end. Of a kind are those of one part of the program that differ in numbers only.
/// </summary>
/// <param name="disturbances">Whether the run is ending: then a warning is no news.</param>
internal sealed class BoundedLogs(ILoggerProvider inner, Disturbances disturbances, TimeProvider time) : ILoggerProvider
{
    public const int MostAlike = 5;

    /// <summary>So many kinds are told apart; what comes beyond is all of one kind.</summary>
    private const int MostKinds = 256;

    public static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    private readonly Dictionary<string, Kind> _kinds = [];

    private bool IsOver => disturbances.IsOver;

    public ILogger CreateLogger(string categoryName) => new Bounded(this, inner.CreateLogger(categoryName), categoryName);

    /// <summary>Tells how many were held back so far: before the last word of a run.</summary>
    public void TellHeldBack()
    {
        lock (_kinds)
            foreach (var kind in _kinds.Values) kind.TellHeldBack();
    }

    public void Dispose()
    {
        TellHeldBack();
        inner.Dispose();
    }

    private void Write(ILogger logger, string category, LogLevel level, EventId eventId, string text, Exception? exception)
    {
        lock (_kinds)
        {
            var name = Name(category, text);
            if (!_kinds.ContainsKey(name) && _kinds.Count >= MostKinds) name = "";
            if (!_kinds.TryGetValue(name, out var kind)) _kinds.Add(name, kind = new Kind(logger));
            if (kind.Since is not { } since || time.GetElapsedTime(since) >= Interval)
            {
                kind.TellHeldBack();
                (kind.Since, kind.Told) = (time.GetTimestamp(), 0);
            }
            if (kind.Told < MostAlike) logger.Log(level, eventId, text, kind.Told == 0 ? exception : null, static (text, _) => text);
            else kind.HoldBack(level, text);
            kind.Told++;
        }
    }

    /// <summary>The text without its numbers.</summary>
    private static string Name(string category, string text)
    {
        var name = new StringBuilder();
        foreach (var letter in $"{category}: {text}")
            if (!char.IsAsciiDigit(letter)) name.Append(letter);
            else if (name.Length == 0 || name[^1] != '#') name.Append('#');
        return name.ToString();
    }

    private sealed class Kind(ILogger logger)
    {
        private (LogLevel Level, string Text) _last;
        private long _heldBack;

        /// <summary>When the first of this interval came.</summary>
        public long? Since { get; set; }

        public int Told { get; set; }

        public void HoldBack(LogLevel level, string text)
        {
            _last = (level, text);
            _heldBack++;
        }

        public void TellHeldBack()
        {
            if (_heldBack == 0) return;
            var text = $"{Show.Count(_heldBack)} more like this: {_last.Text}";
            logger.Log(_last.Level, 0, text, null, static (text, _) => text);
            _heldBack = 0;
        }
    }

    private sealed class Bounded(BoundedLogs all, ILogger inner, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => inner.IsEnabled(logLevel);

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (logLevel < LogLevel.Warning) inner.Log(logLevel, eventId, state, exception, formatter);
            else if (logLevel > LogLevel.Warning || !all.IsOver) all.Write(inner, category, logLevel, eventId, formatter(state, exception), exception);
        }
    }
}
