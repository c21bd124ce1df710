using System.Text;
using Akka.Streams;
using Akka.Streams.Dsl;
using AkkaCommerce.Analytics.Windows;
using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Ingestion.Log;
using AkkaCommerce.Ingestion.Log.Truth;
using AkkaCommerce.Ingestion.Runs;

namespace AkkaCommerce.Tests.Analytics.Hosting;

/// <summary>An event made by hand.</summary>
internal sealed record HandMadeEvent(int User, EventType Type, long Time, int Product = 0, long Cents = 0, int Quantity = 1, int Draw = 0)
{
    public string ProductId => $"prod_{Product:D3}";
    public string Category => $"category_{Product % 3}";
}

/// <summary>Some events of a small shop, the log's records that they make, and, by brute force, the windows that they must show.</summary>
internal sealed class HandMadeShop
{
    public static readonly Timestamp From = Timestamp.From(new DateTimeOffset(2025, 9, 7, 15, 0, 0, TimeSpan.Zero));

    public HandMadeShop(int seed, TimeSpan length, int events, int users = 40)
    {
        var chance = new Random(seed);
        Run = new SimulationRun
        {
            Seed = (ulong)seed,
            Shoppers = users,
            Products = 12,
            VisitsPerDay = 8,
            From = From,
            Zone = TimeSpan.Zero,
            Until = From + length,
        };
        Events = [.. Enumerable.Range(0, events).Select(number => new HandMadeEvent(
                chance.Next(users), (EventType)chance.Next(7), From.Milliseconds + 1 + chance.NextInt64((long)length.TotalMilliseconds - 1),
                chance.Next(12), chance.Next(100, 100_000), chance.Next(1, 4), number))
            .OrderBy(e => e.Time)];
    }

    public SimulationRun Run { get; }
    public IReadOnlyList<HandMadeEvent> Events { get; set; }

    public EventId IdOf(HandMadeEvent e) => new(Run.RunId, e.User, 20_000 + e.Draw / EventId.MaxDraw, 1, e.Draw % EventId.MaxDraw);

    /// <summary>Writes everything, as the simulation would: in transactions of so much event time, each with its progress and its truth.</summary>
    /// <param name="fault">What is really written of an event: none, it, or it several times; the truth says once.</param>
    public async Task WriteAsync(IEventLog log, IMaterializer materializer, TimeSpan step, Func<HandMadeEvent, int>? fault = null, Timestamp? from = null, Timestamp? through = null)
    {
        for (var shard = 0; shard < log.Shards; shard++)
        {
            await using var writer = await log.OpenWriterAsync(shard, Progress.Simulation, default);
            var mine = Events.Where(e => Partitioner.ShardOf(e.User, log.Shards) == shard).ToList();
            var batches = new List<ShardBatch>();
            if (from is null) batches.Add(Batch(0, Run.From, []));
            var end = through ?? Run.Until!.Value;
            for (var at = from ?? Run.From; at < end; at += step)
            {
                var last = Timestamp.Earlier(at + step, end) - TimeSpan.FromMilliseconds(1);
                batches.Add(Batch(batches.Count, last, [.. mine.Where(e => e.Time >= at.Milliseconds && e.Time <= last.Milliseconds)], fault));
            }
            await Source.From(batches).Via(writer.Flow).RunWith(Sink.Ignore<ShardCommitted>(), materializer);
        }
    }

    /// <summary>The final windows by brute force: of every pane's end, what its five minutes hold.</summary>
    public IReadOnlyList<string> Finals()
    {
        const long pane = 10_000;
        var finals = new List<string>();
        for (var end = From.Milliseconds + pane; end <= Run.Until!.Value.Milliseconds; end += pane)
        {
            var window = WindowOf(new Timestamp(end));
            if (window.Events.Total > 0) finals.Add(SnapshotJson.Write(window));
        }
        return finals;
    }

    /// <summary>The window that ends at a moment, by brute force, as if it were final.</summary>
    public WindowSnapshot WindowOf(Timestamp end)
    {
        var start = end - TimeSpan.FromMinutes(5);
        return Figures(start, end, [.. Events.Where(e => e.Time >= start.Milliseconds && e.Time < end.Milliseconds)]);
    }

    internal static WindowSnapshot Figures(Timestamp start, Timestamp end, List<HandMadeEvent> inside)
    {
        EventCounts counts = default;
        foreach (var e in inside) counts[e.Type]++;
        var viewers = Users(inside, EventType.PageView);
        var carters = Users(inside, EventType.AddToCart).Union(Users(inside, EventType.RemoveFromCart)).ToHashSet();
        var customers = Users(inside, EventType.Purchase);
        var orders = inside.Where(e => e.Type == EventType.Purchase).ToList();
        var revenue = orders.Sum(e => e.Cents * e.Quantity);
        var ended = inside.Where(e => e.Type == EventType.SessionEnd).ToList();
        return new WindowSnapshot
        {
            Start = start,
            End = end,
            Final = true,
            Events = counts,
            PopularProducts = [.. inside.Where(e => e.Type is EventType.PageView or EventType.AddToCart or EventType.Purchase).GroupBy(e => e.ProductId)
                .Select(g => new PopularProduct(g.Key, g.First().Category, Of(g, EventType.PageView), Of(g, EventType.AddToCart), Of(g, EventType.Purchase),
                    g.Where(e => e.Type == EventType.Purchase).Sum(e => e.Cents * e.Quantity) / 100m))
                .OrderByDescending(p => p.Views).ThenBy(p => p.ProductId, StringComparer.Ordinal).Take(10)],
            PopularCategories = [.. inside.Where(e => e.Type is EventType.PageView or EventType.Purchase).GroupBy(e => e.Category)
                .Select(g => new PopularCategory(g.Key, Of(g, EventType.PageView), Of(g, EventType.Purchase),
                    g.Where(e => e.Type == EventType.Purchase).Sum(e => e.Cents * e.Quantity) / 100m))
                .OrderByDescending(c => c.Views).ThenBy(c => c.Category, StringComparer.Ordinal).Take(10)],
            Revenue = revenue / 100m,
            Refunded = inside.Where(e => e.Type == EventType.Refund).Sum(e => e.Cents * e.Quantity) / 100m,
            Orders = orders.Count,
            AverageOrderValue = Ratio(revenue / 100m, orders.Count, 2),
            UniqueCustomers = customers.Count,
            UniqueViewers = viewers.Count,
            UniqueCarters = carters.Count,
            AbandoningCarters = carters.Except(customers).Count(),
            ConvertedViewers = viewers.Intersect(customers).Count(),
            ViewerConversionRate = Ratio(viewers.Intersect(customers).Count(), viewers.Count, 4),
            Sessions = new SessionFigures
            {
                Started = counts[EventType.SessionStart],
                Ended = ended.Count,
                AverageDurationSeconds = Ratio(ended.Sum(e => e.Cents) / 1000m, ended.Count, 1),
                AveragePageViews = Ratio(ended.Sum(e => e.Quantity), ended.Count, 2),
            },
        };
    }

    private static HashSet<int> Users(List<HandMadeEvent> events, EventType type) => [.. events.Where(e => e.Type == type).Select(e => e.User)];
    private static long Of(IEnumerable<HandMadeEvent> events, EventType type) => events.Count(e => e.Type == type);
    private static decimal Ratio(decimal sum, long count, int places) => count == 0 ? 0 : Math.Round(sum / count, places, MidpointRounding.AwayFromZero);

    private ShardBatch Batch(long number, Timestamp through, IReadOnlyList<HandMadeEvent> events, Func<HandMadeEvent, int>? fault = null)
    {
        var truth = new TruthRecord(TimeSpan.FromSeconds(10));
        foreach (var e in events) truth.At(new Timestamp(e.Time)).AddEvents(e.Type, 1, e.Type is EventType.Purchase or EventType.Refund ? e.Cents * e.Quantity : 0);
        var batch = new ShardBatch(number, new Progress(through)) { Truth = events.Count > 0 ? truth.ToJson() : default };
        foreach (var e in events)
            for (var copies = fault?.Invoke(e) ?? 1; copies > 0; copies--)
                batch.Events(Topics.Of(e.Type)).Add(Encoding.UTF8.GetBytes(UserIds.Text(e.User)), JsonOf(e, IdOf(e)));
        return batch;
    }

    internal static byte[] JsonOf(HandMadeEvent e, EventId id)
    {
        var to = new byte[1024];
        var head = new EventHead(id, new Timestamp(e.Time));
        var (product, category) = (Encoding.UTF8.GetBytes(e.ProductId), Encoding.UTF8.GetBytes(e.Category));
        var length = e.Type switch
        {
            EventType.PageView => EventWriter.WritePageView(to, head, product, category, e.Cents),
            EventType.AddToCart => EventWriter.WriteAddToCart(to, head, product, category, e.Cents, e.Quantity),
            EventType.RemoveFromCart => EventWriter.WriteRemoveFromCart(to, head, product, category, e.Cents, e.Quantity),
            EventType.Purchase => EventWriter.WritePurchase(to, head, 0, e.Cents * e.Quantity, [new PurchasedItem(product, category, e.Quantity, e.Cents)]),
            EventType.Refund => EventWriter.WriteRefund(to, head, 0, e.Cents * e.Quantity, [new PurchasedItem(product, category, e.Quantity, e.Cents)]),
            EventType.SessionStart => EventWriter.WriteSessionStart(to, head),
            _ => EventWriter.WriteSessionEnd(to, head, e.Cents, e.Quantity),
        };
        return to[..length];
    }
}
