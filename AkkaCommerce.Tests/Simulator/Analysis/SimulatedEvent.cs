using System.Globalization;
using System.Text;
using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Ingestion.Log;
using AkkaCommerce.Ingestion.Runs;

namespace AkkaCommerce.Tests.Simulator.Analysis;

/// <summary>A record of the simulated log, with its real bytes and what they mean.</summary>
internal sealed record SimulatedEvent(Topic Topic, long Time, EventType Type, int User, bool IsOwn)
{
    /// <summary>The run record, but for `until` and `retired`.</summary>
    public static readonly SimulationRun RunRecord = new()
    {
        Seed = 1,
        Shoppers = 8,
        Products = 4,
        VisitsPerDay = 1,
        From = new Timestamp(AnalysisWorld.From),
        Zone = TimeSpan.Zero,
    };

    private static readonly long Run = RunRecord.RunId;
    private static readonly byte[][] Products = [.. Enumerable.Range(0, 4).Select(i => Encoding.UTF8.GetBytes($"prod_{i}"))];
    private static readonly byte[][] Categories = [.. Enumerable.Range(0, 3).Select(i => Encoding.UTF8.GetBytes($"kind_{i}"))];

    public byte[] Key { get; private init; } = [];
    public byte[] Value { get; private init; } = [];

    /// <summary>It cannot be an event, whenever it came.</summary>
    public bool IsGarbage { get; private init; }

    /// <summary>It can be seen of when it is.</summary>
    public bool HasTime { get; private init; } = true;

    public int Product { get; private init; }
    public int Category { get; private init; }
    public int Quantity { get; private init; }
    public long Cents { get; private init; }

    /// <summary>A record of the progress topic.</summary>
    public static SimulatedEvent Progress(long through) => new(Topic.Progress, through, default, -1, true)
    {
        Key = "simulation"u8.ToArray(),
        Value = ProgressCodec.Write(new Progress(new Timestamp(through))),
    };

    /// <summary>An event of a topic, its particulars drawn.</summary>
    public static SimulatedEvent Draw(Random chance, Topic topic, long time, int user, bool isOwn, int number)
    {
        var type = topic switch
        {
            Topic.PageViews => EventType.PageView,
            Topic.CartEvents => chance.Next(4) == 0 ? EventType.RemoveFromCart : EventType.AddToCart,
            Topic.Purchases => EventType.Purchase,
            _ => chance.Next(2) == 0 ? EventType.SessionStart : EventType.SessionEnd,
        };
        var drawn = new SimulatedEvent(topic, time, type, user, isOwn)
        {
            Product = chance.Next(4),
            Category = chance.Next(3),
            Quantity = chance.Next(1, 4),
            Cents = chance.Next(1, 10000),
            Key = Encoding.UTF8.GetBytes(UserIds.Text(user)),
        };
        return drawn with { Value = isOwn ? drawn.OurLayout(number) : drawn.AnotherLayout(number) };
    }

    /// <summary>Something that is no event: without a time, or on a partition where its user does not belong.</summary>
    public static SimulatedEvent Garbage(Random chance, Topic topic, long time, int strayUser, int number) => chance.Next(2) == 0
        ? new SimulatedEvent(topic, time, default, -1, false) { Value = "{\"event_id\":"u8.ToArray(), IsGarbage = true, HasTime = false }
        : Draw(chance, topic, time, strayUser, false, number) with { IsGarbage = true };

    private byte[] OurLayout(int number)
    {
        Span<byte> to = stackalloc byte[1024];
        var head = new EventHead(new EventId(Run, User, 0, number & EventId.MaxVisit, number & EventId.MaxDraw), new Timestamp(Time));
        var (product, category) = (Products[Product], Categories[Category]);
        var length = Type switch
        {
            EventType.PageView => EventWriter.WritePageView(to, head, product, category, Cents),
            EventType.AddToCart => EventWriter.WriteAddToCart(to, head, product, category, Cents, Quantity),
            EventType.RemoveFromCart => EventWriter.WriteRemoveFromCart(to, head, product, category, Cents, Quantity),
            EventType.Purchase => EventWriter.WritePurchase(to, head, 0, Quantity * Cents, [new PurchasedItem(product, category, Quantity, Cents)]),
            EventType.SessionStart => EventWriter.WriteSessionStart(to, head),
            _ => EventWriter.WriteSessionEnd(to, head, Cents, Quantity),
        };
        return to[..length].ToArray();
    }

    private byte[] AnotherLayout(int number)
    {
        var (money, zone) = ((Cents / 100m).ToString(CultureInfo.InvariantCulture), new Timestamp(Time + 7_200_000).ToDateTimeOffset().ToString("yyyy-MM-dd'T'HH:mm:ss.fff", CultureInfo.InvariantCulture));
        var (product, category) = ($"prod_{Product}", $"kind_{Category}");
        var rest = Type switch
        {
            EventType.Purchase => $"\"order_id\":\"o{number}\",\"total\":{(Quantity * Cents / 100m).ToString(CultureInfo.InvariantCulture)},\"items\":[{{\"price\":{money},\"quantity\":{Quantity},\"category\":\"{category}\",\"product_id\":\"{product}\"}}],",
            EventType.SessionStart => "",
            EventType.SessionEnd => $"\"page_views\":{Quantity},\"duration_seconds\":{(Cents / 1000m).ToString(CultureInfo.InvariantCulture)},",
            _ => $"\"quantity\":{Quantity},\"product_price\":{money},\"product_category\":\"{category}\",\"product_id\":\"{product}\",",
        };
        var type = Type switch
        {
            EventType.PageView => "page_view",
            EventType.AddToCart => "add_to_cart",
            EventType.RemoveFromCart => "remove_from_cart",
            EventType.Purchase => "purchase",
            EventType.SessionStart => "session_start",
            _ => "session_end",
        };
        return Encoding.UTF8.GetBytes($"{{\"timestamp\":\"{zone}+02:00\",{rest}\"session_id\":\"s\",\"user_id\":\"{UserIds.Text(User)}\",\"event_type\":\"{type}\",\"event_id\":\"f{number}\"}}");
    }
}
