using System.Collections;
using Akka.Actor;
using AkkaCommerce.Ingestion.Log;
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
    private readonly RunningShop _shop;
    private readonly IHost _host;

    private readonly BenchmarkTopics? _topics;

    private EmbeddedShop(TemporaryFolder folder, BenchmarkTopics? topics, RunningShop shop, IHost host) => (_folder, _topics, _shop, _host) = (folder, topics, shop, host);

    public ActorSystem System => _host.Services.GetRequiredService<ActorSystem>();

    public IEventLog Log => _host.Services.GetRequiredService<IEventLog>();

    /// <summary>Starts it as it would start by itself, but without a past.</summary>
    /// <param name="onKafka">Its log is in Kafka, not in a file.</param>
    public static async Task<EmbeddedShop> StartAsync(bool onKafka)
    {
        var (folder, topics) = (new TemporaryFolder(), onKafka ? new BenchmarkTopics() : null);
        var given = new Dictionary<string, (string, string)>
        {
            ["data"] = (folder.Path, "--data"),
            ["roles"] = ("simulation,analytics", "--roles"),
            ["simulation.from"] = ("-10s", "--from"),
            ["log-level"] = ("none", "--log-level"),
        };
        if (topics is not null)
        {
            (given["log"], given["kafka.bootstrap"]) = (("kafka", "--log"), (BenchmarkServers.Kafka!, "--bootstrap"));
            given["kafka.topic-prefix"] = (topics.Prefix, "--topic-prefix");
        }
        var settings = Node.Configuration.Settings.Load(given, new Hashtable(), null, folder.Path);
        var (program, run) = (ProgramOptions.Read(settings), RunOptions.Read(settings, untilIdle: false, skipGap: false));
        var shop = await RunningShop.OpenAsync(program, run, notes: _ => { }, TimeProvider.System, NullLoggerFactory.Instance, CancellationToken.None);
        var host = ShopHost.Build(settings, program, run, shop, NullLoggerFactory.Instance, TimeProvider.System, show: null, keys: null, CancellationToken.None);
        await host.StartAsync();
        return new EmbeddedShop(folder, topics, shop, host);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        await ((IAsyncDisposable)_host).DisposeAsync();
        _shop.Dispose();
        _topics?.Dispose();
        _folder.Dispose();
    }
}
