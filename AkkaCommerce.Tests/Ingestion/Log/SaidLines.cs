using Microsoft.Extensions.Logging;

namespace AkkaCommerce.Tests.Ingestion.Log;

/// <summary>Keeps what is logged, each as its level and text.</summary>
internal sealed class SaidLines : ILogger
{
    public List<string> Lines { get; } = [];

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Lines.Add($"{logLevel} {formatter(state, exception)}");
}
