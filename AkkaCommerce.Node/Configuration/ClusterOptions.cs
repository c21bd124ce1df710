using AkkaCommerce.Ingestion.Kafka;

namespace AkkaCommerce.Node.Configuration;

/// <summary>How a process is a node of a shop of several.</summary>
public sealed record ClusterOptions
{
    /// <summary>The greatest port; 0 is any free one.</summary>
    private const int LastPort = 65_535;

    /// <summary><c>HOST:PORT</c> each; none: the process is alone.</summary>
    public required IReadOnlyList<string> SeedNodes { get; init; }

    /// <summary>The name or address that this node listens on, and by which the others know it.</summary>
    public required string Host { get; init; }

    /// <summary>0: any free one.</summary>
    public required int Port { get; init; }

    /// <summary>The path of the seed nodes.</summary>
    internal const string Seeds = "cluster.seed-nodes";

    /// <summary>What is to be said where servers are missing.</summary>
    internal const string Servers = "nodes share a log and a database that all of them reach";

    /// <summary>Whether there are no others.</summary>
    public bool IsAlone => SeedNodes.Count == 0;

    /// <exception cref="ConfigurationException">A value that does not fit.</exception>
    public static ClusterOptions Read(Settings settings) =>
        new() { SeedNodes = SeedsOf(settings), Host = HostOf(settings), Port = PortOf(settings) };

    /// <inheritdoc cref="AnalyticsOptions.Readings"/>
    internal static IEnumerable<Action> Readings(Settings settings) => [() => SeedsOf(settings), () => HostOf(settings), () => PortOf(settings)];

    private static IReadOnlyList<string> SeedsOf(Settings settings)
    {
        var seeds = settings.List(Seeds);
        return seeds.FirstOrDefault(seed => !BootstrapText.IsValid(seed)) is { } wrong
            ? throw new ConfigurationException($"{settings.Name(Seeds)}: '{wrong}' is not HOST:PORT, several separated by commas")
            : seeds;
    }

    private static string HostOf(Settings settings)
    {
        const string Host = "cluster.host";
        return Uri.CheckHostName(settings.Text(Host)) != UriHostNameType.Unknown ? settings.Text(Host) : throw settings.Wrong(Host, "is no name or address of a host");
    }

    private static int PortOf(Settings settings) => (int)settings.Whole("cluster.port", 0, LastPort);
}
