using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging;

namespace AkkaCommerce.Node.Hosting;

/// <summary>The program's log: a line an entry, with the time, the level and who says it. Entries of several lines are indented.</summary>
internal sealed class LineLoggerProvider(TextWriter writer, TimeProvider time) : ILoggerProvider
{
    private readonly Lock _lock = new();

    public ILogger CreateLogger(string categoryName) => new LineLogger(this, categoryName[(categoryName.LastIndexOf('.') + 1)..]);

    public void Dispose()
    {
        lock (_lock) writer.Flush();
    }

    private void Write(string line)
    {
        try
        {
            lock (_lock)
            {
                writer.WriteLine(line);
                writer.Flush();
            }
        }
        catch (IOException)
        {
            // A full disk or a closed pipe: the log must not take the program down.
        }
        catch (ObjectDisposedException)
        {
            // Said after the end.
        }
    }

    private sealed class LineLogger(LineLoggerProvider provider, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (!IsEnabled(logLevel)) return;
            var line = new StringBuilder()
                .Append(provider.Now())
                .Append(' ').Append(Names[(int)logLevel])
                .Append(' ').Append(category).Append(": ").Append(formatter(state, exception));
            if (exception is not null) line.Append('\n').Append(exception);
            provider.Write(line.Replace("\r", "").Replace("\n", "\n    ").ToString());
        }
    }

    private static readonly string[] Names = ["trace", "debug", "info ", "warn ", "error", "fatal"];

    private string Now() => time.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
