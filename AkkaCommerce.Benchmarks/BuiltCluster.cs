namespace AkkaCommerce.Benchmarks;

/// <summary>Nodes of the built program, all roles on each, with topics and a database of their own; all goes with it.</summary>
internal sealed class BuiltCluster : IAsyncDisposable
{
    private const int FirstPort = 42_501;

    private readonly TemporaryFolder _folder = new();
    private readonly BenchmarkTopics _topics = new();

    private BuiltCluster(BenchmarkDatabase database) => Database = database;

    public BenchmarkDatabase Database { get; }

    public IReadOnlyList<BuiltProgram> Nodes { get; private set; } = [];

    /// <param name="options">Those of the shop.</param>
    public static async Task<BuiltCluster> StartAsync(int nodes, params string[] options)
    {
        var cluster = new BuiltCluster(await BenchmarkDatabase.MakeAsync());
        var secret = cluster._folder["connection"];
        await File.WriteAllTextAsync(secret, cluster.Database.ConnectionString);
        var ports = Enumerable.Range(FirstPort, nodes).ToArray();
        var seeds = string.Join(',', ports.Select(port => $"127.0.0.1:{port}"));
        cluster.Nodes = [.. ports.Select(port => new BuiltProgram(
            Directory.CreateDirectory(cluster._folder[$"{port}"]).FullName,
            [.. options, "--sql", $"file:{secret}", "--seed-nodes", seeds, "--port", $"{port}", .. cluster._topics.Arguments]))];
        return cluster;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in Nodes) node.Dispose();
        _folder.Dispose();
        await Database.DisposeAsync();
        _topics.Dispose();
    }
}
