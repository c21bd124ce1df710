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

    /// <summary>Whether there are no others.</summary>
    public bool IsAlone => SeedNodes.Count == 0;

    /// <exception cref="ConfigurationException">A value that does not fit.</exception>
    public static ClusterOptions Read(Settings settings)
    {
        const string Seeds = "cluster.seed-nodes", Host = "cluster.host";
        var seeds = settings.List(Seeds);
        if (seeds.FirstOrDefault(seed => !BootstrapText.IsValid(seed)) is { } wrong)
            throw new ConfigurationException($"{settings.Name(Seeds)}: '{wrong}' is not HOST:PORT, several separated by commas");
        if (Uri.CheckHostName(settings.Text(Host)) == UriHostNameType.Unknown) throw settings.Wrong(Host, "is no name or address of a host");
        return new() { SeedNodes = seeds, Host = settings.Text(Host), Port = (int)settings.Whole("cluster.port", 0, LastPort) };
    }
}
