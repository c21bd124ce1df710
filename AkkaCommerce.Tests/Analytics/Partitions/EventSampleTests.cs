using System.Buffers;
using System.Text;
using AkkaCommerce.Analytics.Partitions;
using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Ingestion.Log;
using AkkaCommerce.Tests.Analytics.Hosting;

namespace AkkaCommerce.Tests.Analytics.Partitions;

public sealed class EventSampleTests
{
    private static readonly HandMadeShop Shop = new(seed: 3, TimeSpan.FromMinutes(6), events: 400);

    [Fact]
    public void The_newest_events_of_a_batch_are_told_and_no_more_of_a_topic_until_they_are()
    {
        var sample = new EventSample(shard: 1, shards: 4);
        sample.Told().ShouldBeNull();

        Take(sample, Topic.PageViews, Shop.Events.Where(e => e.Type == EventType.PageView));
        Take(sample, Topic.PageViews, Shop.Events.Where(e => e.Type == EventType.PageView).Take(9));
        Take(sample, Topic.Purchases, Shop.Events.Where(e => e.Type == EventType.Purchase).Take(1));

        var told = sample.Told()!;
        told.Shard.ShouldBe(1);
        told.Events.Select(one => one.Time).ShouldBeInOrder();
        told.Events.Where(one => one.Type == EventType.PageView).Select(one => (one.Time, one.User))
            .ShouldBe(Shop.Events.Where(e => e.Type == EventType.PageView).TakeLast(4).Select(e => (new Timestamp(e.Time), UserIds.Text(e.User))), ignoreOrder: true);
        told.Events.Single(one => one.Type == EventType.Purchase).Cents.ShouldBeGreaterThan(0);
        sample.Told().ShouldBeNull();
        Take(sample, Topic.PageViews, Shop.Events.Where(e => e.Type == EventType.PageView).Take(9));
        sample.Told()!.Events.Count.ShouldBe(4);
    }

    [Fact]
    public void However_many_shards_there_are_no_more_than_sixteen_tell()
    {
        Enumerable.Range(0, 1024).Count(shard =>
        {
            var sample = new EventSample(shard, shards: 1024);
            Take(sample, Topic.PageViews, Shop.Events.Where(e => e.Type == EventType.PageView).Take(2));
            return sample.Told() is { Events.Count: 1 };
        }).ShouldBe(16);
    }

    [Fact]
    public void What_is_no_event_is_passed_over()
    {
        var sample = new EventSample(shard: 0, shards: 1);

        Take(sample, Topic.PageViews, ["{}", "not JSON", $"{{\"x\":\"{new string('x', 5000)}\"}}"]);
        using (var progress = Batch(Topic.Progress, ["{}"])) sample.Take(progress);

        sample.Told().ShouldBeNull();
    }

    private static void Take(EventSample sample, Topic topic, IEnumerable<HandMadeEvent> events) =>
        Take(sample, topic, events.Select(e => Encoding.UTF8.GetString(HandMadeShop.JsonOf(e, Shop.IdOf(e)))));

    private static void Take(EventSample sample, Topic topic, IEnumerable<string> records)
    {
        using var batch = Batch(topic, records);
        sample.Take(batch);
    }

    private static RecordBatch Batch(Topic topic, IEnumerable<string> records)
    {
        using var packed = new PackedRecords();
        foreach (var record in records) packed.Add("user"u8, Encoding.UTF8.GetBytes(record));
        var buffer = ArrayPool<byte>.Shared.Rent(packed.Length);
        packed.Bytes.CopyTo(buffer);
        return new RecordBatch(0, topic, buffer, packed.Length, packed.Count, 0, packed.Count, new Timestamp(0));
    }
}
