using Microsoft.Extensions.Logging;

namespace AkkaCommerce.Node.Configuration;

/// <summary>What every command needs.</summary>
public sealed record ProgramOptions
{
    /// <summary>The data folder, as given.</summary>
    public required string Data { get; init; }

    public required LogStore Log { get; init; }

    public required LogLevel LogLevel { get; init; }

    /// <exception cref="ConfigurationException">A value that does not fit.</exception>
    public static ProgramOptions Read(Settings settings)
    {
        if (settings.Text("data").Length == 0) throw settings.Wrong("data", "is not a folder");
        return new()
        {
            Data = settings.Text("data"),
            Log = settings.OneOf("log", ("sqlite", LogStore.Sqlite), ("memory", LogStore.Memory)),
            LogLevel = settings.OneOf(
                "log-level",
                ("trace", LogLevel.Trace), ("debug", LogLevel.Debug), ("information", LogLevel.Information),
                ("warning", LogLevel.Warning), ("error", LogLevel.Error), ("none", LogLevel.None)),
        };
    }
}

/// <summary>Where the log of events is kept.</summary>
public enum LogStore
{
    /// <summary>A file in the data folder.</summary>
    Sqlite,

    /// <summary>In this process only.</summary>
    Memory,
}
