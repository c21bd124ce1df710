using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Pattern;
using Microsoft.Extensions.Logging;

namespace AkkaCommerce.Tests.Node.Hosting;

public sealed class AkkaLogsTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    [Fact]
    public void An_actor_that_fails_and_is_started_again_is_a_warning_with_the_reason()
    {
        using var told = new Told();
        using var loggers = LoggerFactory.Create(logging => logging.AddProvider(told));
        using var shop = new HostedShop("", loggers);
        shop.System.ActorOf(Props.Create<Failing>(), "restarted").Tell("the disk is gone");
        shop.System.ActorOf(
            BackoffSupervisor.Props(Backoff.OnStop(Props.Create<Failing>(), "child", TimeSpan.FromMilliseconds(1), TimeSpan.FromSeconds(1), 0, maxNrOfRetries: -1)
                .WithSupervisorStrategy(new OneForOneStrategy(_ => Directive.Stop))), "supervised").Tell("the journal is gone");

        string[] lines = [told.Next(), told.Next()];

        lines.Order(StringComparer.Ordinal).ShouldBe(
        [
            "Warning akka.child: it failed and is started again: the journal is gone",
            "Warning akka.restarted: it failed and is started again: the disk is gone",
        ]);
    }

    private sealed class Failing : UntypedActor
    {
        protected override void OnReceive(object message) => throw new InvalidOperationException((string)message);
    }

    /// <summary>What is said above information.</summary>
    private sealed class Told : ILoggerProvider
    {
        private readonly BlockingCollection<string> _lines = [];

        public string Next() => _lines.TryTake(out var line, Patience) ? line : throw new TimeoutException("Nothing more was said.");

        public ILogger CreateLogger(string categoryName) => new Logger(categoryName, _lines);

        public void Dispose() => _lines.Dispose();

        private sealed class Logger(string category, BlockingCollection<string> lines) : ILogger
        {
            public IDisposable? BeginScope<TState>(TState state)
                where TState : notnull => null;

            public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

            public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
            {
                if (IsEnabled(logLevel)) lines.Add($"{logLevel} {category}: {formatter(state, exception)}");
            }
        }
    }
}
