using System.Text;
using AkkaCommerce.Ingestion.Events;

namespace AkkaCommerce.Benchmarks;

/// <summary>Events to JSON and back, on one core.</summary>
internal sealed class EventsBenchmark : IBenchmark
{
    private const int Kinds = 1024;

    public string Name => "json";

    public string About => "writing and reading events, one core";

    public IReadOnlyList<Figure> Run(double scale)
    {
        var rounds = Math.Max(1, (int)(1000 * scale));
        var ours = Enumerable.Range(0, Kinds).Select(i => Write(new byte[4096], i).ToArray()).ToArray();
        var foreign = ours.Select(record => Rearranged(record)).ToArray();
        return
        [
            new("write an event", Nanoseconds(rounds, WriteAll), "ns/event", 190, MoreIsBetter: false),
            new("read our layout", Nanoseconds(rounds, () => ReadAll(ours)), "ns/event", 61, MoreIsBetter: false),
            new("read any other layout", Nanoseconds(rounds, () => ReadAll(foreign)), "ns/event", 1000, MoreIsBetter: false),
        ];
    }

    /// <summary>CPU time, for one core is meant whoever else uses it.</summary>
    private static double Nanoseconds(int rounds, Action all) => Measure.Median(5, () =>
    {
        var before = Environment.CpuUsage.TotalTime;
        for (var i = 0; i < rounds; i++) all();
        return (Environment.CpuUsage.TotalTime - before).TotalNanoseconds / rounds / Kinds;
    });

    private static void WriteAll()
    {
        Span<byte> to = stackalloc byte[4096];
        for (var i = 0; i < Kinds; i++) Write(to, i);
    }

    private static readonly EventReader Reader = new();

    private static void ReadAll(byte[][] records)
    {
        foreach (var record in records)
            if (!Reader.Read(record, out var view)) throw new InvalidOperationException(view.Reason.Text);
    }

    /// <summary>A shop's mix: of ten events six page views, one of each other but for the removal.</summary>
    private static Span<byte> Write(Span<byte> to, int i)
    {
        var head = new EventHead(new EventId(0x1234_5678_9abc, i * 977, 20_338, i & 7, i & 63), new Timestamp(1_757_259_000_000 + i * 977));
        return to[..((i % 10) switch
        {
            6 => EventWriter.WriteAddToCart(to, head, Product, Category, 99_999, 1),
            7 => EventWriter.WritePurchase(to, head, 0, 129_997, Items),
            8 => EventWriter.WriteSessionStart(to, head),
            9 => EventWriter.WriteSessionEnd(to, head, 123_456, 7),
            _ => EventWriter.WritePageView(to, head, Product, Category, 99_999),
        })];
    }

    private static ReadOnlySpan<byte> Product => "prod_electronics_laptop_001"u8;
    private static ReadOnlySpan<byte> Category => "electronics"u8;
    private static readonly PurchasedItem[] Items = [new(Product.ToArray(), Category.ToArray(), 1, 99_999), new(Product.ToArray(), Category.ToArray(), 2, 14_999)];

    /// <summary>The same event with a blank behind every comma and colon outside its times.</summary>
    internal static byte[] Rearranged(ReadOnlySpan<byte> record) =>
        Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(record).Replace(",\"", ", \"", StringComparison.Ordinal).Replace("\":", "\": ", StringComparison.Ordinal));
}
