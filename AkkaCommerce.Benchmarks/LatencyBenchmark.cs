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
        var sent = RunAsync(TimeSpan.FromSeconds(seconds), load).GetAwaiter().GetResult();
        double[] shown = [.. sent.UntilShown.Order()], committed = [.. sent.UntilCommitted.Order()];
        return
        [
            new Figure($"{what}, p50", Of(shown, 50), "ms"),
            new Figure($"{what}, p99", Of(shown, 99), "ms", 100, MoreIsBetter: false),
            new Figure("of it until it is committed, p50", Of(committed, 50), "ms"),
            new Figure("of it until it is committed, p99", Of(committed, 99), "ms"),
        ];
    }

    private static double Of(double[] sorted, int percent) => sorted[sorted.Length * percent / 100];

    private async Task<Sent> RunAsync(TimeSpan length, int load)
    {
        await using var shop = await EmbeddedShop.StartAsync(onKafka);
        using var streams = shop.System.Materializer();
        using var end = new CancellationTokenSource();
        var loading = load == 0 ? [] : Enumerable.Range(0, shop.Log.Shards).Select(shard => LoadAsync(shop, shard, load, streams, end.Token)).ToArray();
        var sent = new Sent();
        shop.System.ActorOf(Props.Create(() => new Watcher(sent)));
        await using (var writer = await ForeignWriter.OpenAsync(shop.Log, 0, "marker", streams, sent.Commit))
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
        return sent;
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
        private readonly Queue<(long At, bool Counts)> _uncommitted = new(), _unshown = new();
        private readonly List<double> _untilCommitted = [], _untilShown = [];
        private long _shown;

        public IReadOnlyList<double> UntilCommitted => _untilCommitted;

        public IReadOnlyList<double> UntilShown => _untilShown;

        public void Add(bool counts)
        {
            var one = (Stopwatch.GetTimestamp(), counts);
            lock (_unshown)
            {
                _uncommitted.Enqueue(one);
                _unshown.Enqueue(one);
            }
        }

        public void Commit()
        {
            lock (_unshown) End(_uncommitted, _untilCommitted);
        }

        public void Show(long inWindow)
        {
            lock (_unshown)
                for (; _shown < inWindow; _shown++)
                    End(_unshown, _untilShown);
        }

        private static void End(Queue<(long At, bool Counts)> waiting, List<double> milliseconds)
        {
            if (waiting.Dequeue() is { Counts: true, At: var began }) milliseconds.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }

        public async Task AllShownAsync()
        {
            while (true)
            {
                lock (_unshown)
                    if (_unshown.Count == 0) return;
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
