using System.Collections;
using Akka.Actor;
using AkkaCommerce.Analytics.Hosting;
using AkkaCommerce.Ingestion.Log;
using AkkaCommerce.Ingestion.Runs;
using AkkaCommerce.Node.Configuration;
using AkkaCommerce.Node.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;

namespace AkkaCommerce.Benchmarks;

/// <summary>The program's simulation and analysis in this process, live, on a folder of their own.</summary>
internal sealed class EmbeddedShop : IAsyncDisposable
{
    private readonly TemporaryFolder _folder;
    private readonly ShopStores _stores;
    private readonly ShardReports _reports;
    private readonly IHost _host;

    private EmbeddedShop(TemporaryFolder folder, ShopStores stores, ShardReports reports, IHost host) =>
        (_folder, _stores, _reports, _host) = (folder, stores, reports, host);

    public ActorSystem System => _host.Services.GetRequiredService<ActorSystem>();

    public IEventLog Log => _stores.Log;

    /// <summary>Starts it as it would start by itself, but without a past.</summary>
    public static async Task<EmbeddedShop> StartAsync()
    {
        var folder = new TemporaryFolder();
        var given = new Dictionary<string, (string, string)>
        {
            ["data"] = (folder.Path, "--data"),
            ["roles"] = ("simulation,analytics", "--roles"),
            ["simulation.from"] = ("-10s", "--from"),
            ["log-level"] = ("none", "--log-level"),
        };
        var settings = Node.Configuration.Settings.Load(given, new Hashtable(), null, folder.Path);
        var (program, run) = (ProgramOptions.Read(settings), RunOptions.Read(settings, untilIdle: false, skipGap: false));
        var stores = await ShopStores.OpenAsync(program, run, NullLoggerFactory.Instance, TimeProvider.System, CancellationToken.None);
        var reports = new ShardReports(new ShardStore(stores.Database), TimeProvider.System, NullLogger<ShardReports>.Instance);
        var analysis = new AnalyticsServices
        {
            Log = stores.Log,
            Run = stores.LogRun,
            Open = stores.Database.Connect,
            ReadRun = stores.Runs.ReadSimulation,
            Report = reports.Report,
            Loggers = NullLoggerFactory.Instance,
            Time = TimeProvider.System,
        };
        var host = ShopHost.Build(settings, program, run, stores, analysis, NullLoggerFactory.Instance, TimeProvider.System, show: null);
        await host.StartAsync();
        return new EmbeddedShop(folder, stores, reports, host);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
        await _reports.DisposeAsync();
        await _stores.DisposeAsync();
        _folder.Dispose();
    }
}
