using System.Diagnostics;
using System.Text.Json;
using AkkaCommerce.Analytics.Panes;
using AkkaCommerce.Analytics.Storage;
using AkkaCommerce.Analytics.Windows;
using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Ingestion.Memory;
using AkkaCommerce.Ingestion.Runs;
using AkkaCommerce.Node.Clustering;
using AkkaCommerce.Node.Configuration;
using AkkaCommerce.Simulation.Clock;
using AkkaCommerce.Tests.Analytics.Hosting;
using AkkaCommerce.Tests.Analytics.Storage;

namespace AkkaCommerce.Tests.Node.Clustering;

/// <summary>A shop of several nodes in this process: over one log in memory and one database. The first is the seed.</summary>
internal sealed class ShopOfNodes : IAsyncDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private const int Shards = 6;

    private static readonly Timestamp Beginning = new(1_757_260_000_000);

    private readonly TemporaryDatabase _database = new();
    private readonly List<ShopNode> _nodes = [];
    private readonly PaneGrid _grid;

    public ShopOfNodes()
    {
        Log = new MemoryEventLog(new MemoryLogOptions { Shards = Shards });
        _grid = PaneGrid.Of(AnalysisOptions.Of(AnalysisNode.RunOf(Log)));
    }

    public MemoryEventLog Log { get; }

    /// <summary>An hour of some hundred shoppers who are often there.</summary>
    public SimulationRun Run { get; init; } = new()
    {
        Seed = 7,
        Shoppers = 300,
        Products = 20,
        VisitsPerDay = 60,
        From = Beginning,
        Zone = TimeSpan.Zero,
        Until = Beginning + TimeSpan.FromMinutes(60),
    };

    public string Seed { get; } = $"127.0.0.1:{FreePort.Of("127.0.0.1")}";

    /// <summary>Starts a node, and waits until it is one.</summary>
    public async Task<ShopNode> StartAsync(Roles roles = Roles.Simulation | Roles.Analytics | Roles.Dashboard, double speed = 300)
    {
        var node = Begin(roles, new ShopSpeed(speed));
        await node.UpAsync();
        return node;
    }

    /// <summary>Starts a node that may not come up.</summary>
    public ShopNode Begin(Roles roles, ShopSpeed speed, string? log = null)
    {
        var port = _nodes.Count == 0 ? int.Parse(Seed.Split(':')[1], System.Globalization.CultureInfo.InvariantCulture) : 0;
        var options = new ClusterOptions { SeedNodes = [Seed], Host = "127.0.0.1", Port = port };
        var node = new ShopNode(options, roles, new ShopOfNode(log ?? Log.Identity, speed.ToString()), Log, _database, Run, speed);
        _nodes.Add(node);
        return node;
    }

    /// <summary>Waits until all windows up to the end are final.</summary>
    public async Task FinishedAsync()
    {
        var (store, began) = (Windows, Stopwatch.GetTimestamp());
        while (store.FinalThrough(Shards) is var through && (through is null || through < Run.Until))
        {
            if (Stopwatch.GetElapsedTime(began) > Patience) throw new TimeoutException($"Final through {through}: {await ViewAsync()}");
            await Task.Delay(50);
        }
    }

    /// <summary>All final windows, each as JSON.</summary>
    public IReadOnlyList<string> Finals() => [.. Windows.FinalsAfter(Timestamp.Min, 10_000).Select(Json)];

    private async Task<string> ViewAsync() => JsonSerializer.Serialize(await _nodes[^1].ViewAsync(), NodeJson.Default.ClusterView);

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_nodes.Select(node => node.DisposeAsync().AsTask()));
        await Log.DisposeAsync();
        _database.Dispose();
    }

    private WindowStore Windows => new(_database.Database, _grid);

    private static string Json(WindowSnapshot window)
    {
        var json = new System.Buffers.ArrayBufferWriter<byte>();
        SnapshotJson.Write(window, json);
        return System.Text.Encoding.UTF8.GetString(json.WrittenSpan);
    }
}
