using System.Diagnostics;
using Akka.Actor;
using Akka.Cluster.Tools.PublishSubscribe;
using Akka.Streams;
using AkkaCommerce.Analytics.Windows;

namespace AkkaCommerce.Benchmarks;

/// <summary>How long it takes until an event shows in the live window, commit included: purchases so large that revenue tells how many of them are in.</summary>
/// <param name="onKafka">The log is in Kafka, not in a file.</param>
internal sealed class LatencyBenchmark(bool onKafka = false) : IBenchmark
{
    /// <summary>A billion: beyond all that the shop itself takes in five minutes.</summary>
    private const decimal Price = 1_000_000_000;

    /// <summary>No whole part of the periods of anything measured.</summary>
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(97);

    private static readonly TimeSpan BetweenLoads = TimeSpan.FromMilliseconds(50);

    public string Name => onKafka ? "kafka-latency" : "latency";

    public string About => $"an event handed to the log{(onKafka ? " in Kafka" : "")} until it is in the live window (by pub-sub), the whole shop in one process";

    public IReadOnlyList<Figure> Run(double scale)
    {
        if (onKafka && BenchmarkServers.Kafka is null) return BenchmarkServers.MissingKafka;
        var seconds = Math.Clamp(60 * scale, 10, 240);
        if (onKafka) return Figures("beside 1,000 events/s", seconds, 1_000);
        return [.. Figures("live, default rate", seconds, 0), .. Figures("beside 100,000 events/s", seconds, 100_000)];
    }

    private Figure[] Figures(string what, double seconds, int load)
    {
        var times = RunAsync(TimeSpan.FromSeconds(seconds), load).GetAwaiter().GetResult().Order().ToArray();
        return
        [
            new Figure($"{what}, p50", times[times.Length / 2], "ms"),
            new Figure($"{what}, p99", times[times.Length * 99 / 100], "ms", 100, MoreIsBetter: false),
        ];
    }

    private async Task<IReadOnlyList<double>> RunAsync(TimeSpan length, int load)
    {
        await using var shop = await EmbeddedShop.StartAsync(onKafka);
        using var streams = shop.System.Materializer();
        using var end = new CancellationTokenSource();
        var loading = load == 0 ? [] : Enumerable.Range(0, shop.Log.Shards).Select(shard => LoadAsync(shop, shard, load, streams, end.Token)).ToArray();
        var sent = new Sent();
        shop.System.ActorOf(Props.Create(() => new Watcher(sent)));
        await using (var writer = await ForeignWriter.OpenAsync(shop.Log, 0, "marker", streams))
        {
            // Until the window is live and the code warm, nothing counts.
            var (warm, began) = (TimeSpan.FromSeconds(12), Stopwatch.GetTimestamp());
            while (Stopwatch.GetElapsedTime(began) is var passed && passed < warm + length)
            {
                sent.Add(counts: passed > warm);
                await writer.Buy((long)(Price * 100));
                await Task.Delay(Between);
            }
            await sent.AllShownAsync();
        }
        await end.CancelAsync();
        await Task.WhenAll(loading);
        return sent.Milliseconds;
    }

    private static async Task LoadAsync(EmbeddedShop shop, int shard, int load, ActorMaterializer streams, CancellationToken end)
    {
        await using var writer = await ForeignWriter.OpenAsync(shop.Log, shard, "load", streams);
        using var timer = new PeriodicTimer(BetweenLoads);
        while (!end.IsCancellationRequested)
        {
            await writer.View((int)(load * BetweenLoads.TotalSeconds / shop.Log.Shards));
            await timer.WaitForNextTickAsync(CancellationToken.None);
        }
    }

    /// <summary>Purchases in the order in which they were handed over, and of those that count, how long each took.</summary>
    private sealed class Sent
    {
        private readonly Queue<(long At, bool Counts)> _waiting = new();
        private readonly List<double> _milliseconds = [];
        private long _shown;

        public IReadOnlyList<double> Milliseconds => _milliseconds;

        public void Add(bool counts)
        {
            lock (_waiting) _waiting.Enqueue((Stopwatch.GetTimestamp(), counts));
        }

        public void Show(long inWindow)
        {
            lock (_waiting)
                for (; _shown < inWindow; _shown++)
                    if (_waiting.Dequeue() is { Counts: true } one)
                        _milliseconds.Add(Stopwatch.GetElapsedTime(one.At).TotalMilliseconds);
        }

        public async Task AllShownAsync()
        {
            while (true)
            {
                lock (_waiting)
                    if (_waiting.Count == 0) return;
                await Task.Delay(Between);
            }
        }
    }

    private sealed class Watcher(Sent sent) : UntypedActor
    {
        protected override void PreStart() => DistributedPubSub.Get(Context.System).Mediator.Tell(new Subscribe(LiveWindow.Topic, Self));

        protected override void OnReceive(object message)
        {
            if (message is LiveWindow live) sent.Show((long)(live.Snapshot.Revenue / Price));
        }
    }
}
