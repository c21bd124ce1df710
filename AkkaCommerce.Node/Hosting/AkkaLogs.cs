using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Dispatch;
using Akka.Event;
using Akka.Hosting;
using Microsoft.Extensions.Logging;
using LogLevel = Microsoft.Extensions.Logging.LogLevel;

namespace AkkaCommerce.Node.Hosting;

/// <summary>Akka's log entries into the program's log: their own text and source, without a second timestamp.</summary>
internal sealed class AkkaLogs : UntypedActor, IRequiresMessageQueue<ILoggerMessageQueueSemantics>
{
    private readonly ILoggerFactory _factory = Context.System.Settings.Setup.Get<FactorySetup>().Value.Factory;

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case InitializeLogger:
                Sender.Tell(new LoggerInitialized());
                break;
            case LogEvent entry:
                Write(entry);
                break;
        }
    }

    private void Write(LogEvent entry)
    {
        var isSupervisor = typeof(SupervisorStrategy).IsAssignableFrom(entry.LogClass);
        var (logger, level) = (_factory.CreateLogger(Category(entry.LogSource)), Calmed(isSupervisor ? LogLevel.Warning : LevelOf(entry)));
        if (!logger.IsEnabled(level)) return;
        // Every actor that fails is started again, by its supervisor at once or after a while.
        var text = isSupervisor ? $"it failed and is started again: {entry.Message}" : entry.Message?.ToString() ?? "";
        logger.Log(level, 0, text, entry.Cause, static (text, _) => text);
    }

    /// <summary>
    /// What Akka's own parts tell of their work is for who looks into them; of a lost node each of its connections complains, over and over, where
    /// <see cref="Clustering.NodeActor"/> has said it once.
    /// </summary>
    private static LogLevel LevelOf(LogEvent entry) => (Level(entry.LogLevel()), entry.LogClass.Namespace ?? "") switch
    {
        (LogLevel.Information, var from) when from.StartsWith("Akka.", StringComparison.Ordinal) => LogLevel.Debug,
        (LogLevel.Warning, var from) when IsRepeated(from) => LogLevel.Debug,
        var (level, _) => level,
    };

    /// <summary>Connections, seeds that are not there yet, shards on their way: what is lost is asked for again.</summary>
    private static bool IsRepeated(string from) => from.StartsWith("Akka.Remote", StringComparison.Ordinal) || from.StartsWith("Akka.Cluster", StringComparison.Ordinal);

    /// <summary>A cluster that goes down warns of what it takes down with it: while the node stops, that is no news.</summary>
    private static LogLevel Calmed(LogLevel level) =>
        level == LogLevel.Warning && CoordinatedShutdown.Get(Context.System).ShutdownReason is not null ? LogLevel.Debug : level;

    /// <summary>The end of an actor's path, or the name of who speaks, without the system's name.</summary>
    private static string Category(string source)
    {
        var name = source.Split(" (", 2)[0];
        return "akka." + name[(name.TrimEnd('/').LastIndexOf('/') + 1)..].Replace('.', '-');
    }

    /// <summary>As Akka's settings name it. Warnings always come: they are counted, shown or not.</summary>
    public static string LevelOf(LogLevel least) => least switch
    {
        LogLevel.Trace or LogLevel.Debug => "DEBUG",
        LogLevel.Information => "INFO",
        _ => "WARNING",
    };

    private static LogLevel Level(Akka.Event.LogLevel level) => level switch
    {
        Akka.Event.LogLevel.DebugLevel => LogLevel.Debug,
        Akka.Event.LogLevel.InfoLevel => LogLevel.Information,
        Akka.Event.LogLevel.WarningLevel => LogLevel.Warning,
        _ => LogLevel.Error,
    };

    internal sealed class FactorySetup(ILoggerFactory factory) : Setup
    {
        public ILoggerFactory Factory { get; } = factory;
    }
}

/// <summary>Akka's logger of last resort, before the others are there and after they are gone: standard output is the reporter's, so it says nothing.</summary>
internal sealed class NoStandardOutput : MinimalLogger
{
    protected override void Log(object message)
    {
    }
}

internal static class AkkaLogsHosting
{
    private const string LastResort = "akka.stdout-logger-class = \"AkkaCommerce.Node.Hosting.NoStandardOutput, akkacommerce\"";

    public static AkkaConfigurationBuilder AddLogs(this AkkaConfigurationBuilder akka, ILoggerFactory factory, LogLevel least) => akka
        .AddHocon(LastResort, HoconAddMode.Prepend)
        .AddSetup(new AkkaLogs.FactorySetup(factory))
        .ConfigureLoggers(loggers =>
        {
            loggers.ClearLoggers();
            loggers.AddLogger<AkkaLogs>();
            loggers.LogLevel = Logging.LogLevelFor(AkkaLogs.LevelOf(least));
        });
}
