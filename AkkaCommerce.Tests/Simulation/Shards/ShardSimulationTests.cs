using System.Text;
using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Ingestion.Log;
using AkkaCommerce.Ingestion.Log.Truth;
using AkkaCommerce.Simulation.Shards;
using AkkaCommerce.Simulation.Shoppers;

namespace AkkaCommerce.Tests.Simulation.Shards;

public sealed class ShardSimulationTests
{
    private static readonly Timestamp Last = new(Shops.Noon.Plus(60).Milliseconds - 1);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void On_1_7_and_16_shards_the_events_are_those_of_the_straight_function(int imperfect)
    {
        var shop = Shops.Of(seed: 21, shoppers: 40, imperfections: imperfect == 0 ? null : imperfect == 1 ? Shops.Imperfect : Shops.Worse);
        var want = Enumerable.Range(0, 40).SelectMany(user => StraightShop.Of(shop, user, Shops.Campaigns, new Timestamp(Last.Milliseconds + 1)))
            .Where(e => e.Kind <= EmissionKind.Duplicate).Select(e => e.Content).Order(StringComparer.Ordinal).ToList();
        want.Count.ShouldBeGreaterThan(1000);
        foreach (var shards in new[] { 1, 7, 16 })
        {
            var got = Enumerable.Range(0, shards).SelectMany(shard => Run(shop, shard, shards, new Random(shards)).Values.SelectMany(lines => lines));
            got.Order(StringComparer.Ordinal).ShouldBe(want);
        }
    }

    [Fact]
    public void The_bytes_of_each_topic_are_the_same_whatever_the_steps_and_the_order_of_the_answers()
    {
        var shop = Shops.Of(seed: 22, shoppers: 60, imperfections: Shops.Worse);
        var first = Run(shop, 0, 1, new Random(1));
        for (var seed = 2; seed < 6; seed++)
            foreach (var (topic, lines) in Run(shop, 0, 1, new Random(seed)))
                lines.ShouldBe(first[topic]);
    }

    [Fact]
    public void Within_a_topic_events_are_in_order_of_time()
    {
        foreach (var lines in Run(Shops.Of(seed: 23, shoppers: 60), 0, 1, new Random(1)).Values)
            lines.Select(line => line[line.IndexOf("\"timestamp\"", StringComparison.Ordinal)..]).ShouldBeInOrder(SortDirection.Ascending, StringComparer.Ordinal);
    }

    [Fact]
    public void Steps_end_with_a_pane_where_they_pass_ones_end_and_never_beyond_512()
    {
        var shard = new ShardSimulation(Shops.Of(shoppers: 1), 0, 1, Shops.Pane);
        shard.Rebuild(Shops.Noon.Plus(1.05), CampaignList.None);
        shard.Plan(Shops.Noon.Plus(1.06), out var within).ShouldBeTrue();
        within.To.ShouldBe(Shops.Noon.Plus(1.06));
        shard.Abandon();
        shard.Plan(Shops.Noon.Plus(1.3), out var passing).ShouldBeTrue();
        passing.To.Milliseconds.ShouldBe(Shops.Noon.Plus(1).Milliseconds + 9_999);
        shard.Abandon();
        shard.Plan(Shops.Noon.Plus(6000), out var longest).ShouldBeTrue();
        (longest.To.Milliseconds + 1 - Shops.Noon.Plus(1).Milliseconds).ShouldBe(5_120_000);
    }

    [Theory]
    [InlineData(1000, 8, 500)]
    [InlineData(1000, 8, 50_000)]
    [InlineData(12, 2, 100)]
    [InlineData(50_000, 16, 1_000_000)]
    public void A_number_for_the_whole_shop_is_shared_by_what_each_shard_holds(int shoppers, int shards, int whole)
    {
        var all = Enumerable.Range(0, shards).Select(shard => new ShardSimulation(Shops.Of(shoppers: shoppers), shard, shards, Shops.Pane)).ToList();

        all.Sum(shard => shard.ShareOf(whole)).ShouldBeInRange(whole - shards, whole);
        all.ShouldAllBe(shard => Math.Abs((long)shard.ShareOf(whole) * shoppers - (long)whole * shard.Members) < shoppers);
    }

    [Fact]
    public void Where_there_is_less_than_one_for_each_a_shard_still_has_one() =>
        new ShardSimulation(Shops.Of(shoppers: 1000), 0, 64, Shops.Pane).ShareOf(10).ShouldBe(1);

    [Fact]
    public void A_second_answer_and_one_of_a_user_not_due_are_dropped()
    {
        var shard = new ShardSimulation(Shops.Of(seed: 4, shoppers: 30), 0, 1, Shops.Pane);
        shard.Rebuild(Shops.Noon, CampaignList.None);
        shard.Plan(Shops.Noon.Plus(10), out _).ShouldBeTrue();
        var due = shard.Due.ToArray();
        var other = Enumerable.Range(0, 30).Except(due).First();
        shard.Accept(other, EventBuffer.Rent(), Timestamp.Max).ShouldBeFalse();
        shard.IsWaitingFor(due[0]).ShouldBeTrue();
        shard.Accept(due[0], EventBuffer.Rent(), Shops.Noon.Plus(11)).ShouldBeTrue();
        shard.Accept(due[0], EventBuffer.Rent(), Shops.Noon.Plus(11)).ShouldBeFalse();
        shard.IsWaitingFor(due[0]).ShouldBeFalse();
        shard.Waiting.ShouldBe(due.Length - 1);
        shard.IsGathered.ShouldBe(due.Length == 1);
    }

    [Fact]
    public void An_abandoned_step_is_asked_again()
    {
        var shard = new ShardSimulation(Shops.Of(seed: 4, shoppers: 30), 0, 1, Shops.Pane);
        shard.Rebuild(Shops.Noon, CampaignList.None);
        shard.Plan(Shops.Noon.Plus(10), out var step).ShouldBeTrue();
        var due = shard.Due.ToArray();
        shard.Accept(due[0], EventBuffer.Rent(), Timestamp.Max);
        shard.Abandon();
        shard.IsGathered.ShouldBeFalse();
        shard.At.ShouldBe(Shops.Noon);
        shard.Plan(Shops.Noon.Plus(10), out var again).ShouldBeTrue();
        again.ShouldBe(step);
        shard.Due.ToArray().ShouldBe(due);
    }

    [Fact]
    public void The_truth_counts_what_the_batches_hold_by_pane_and_what_they_lack()
    {
        var shop = Shops.Of(seed: 25, shoppers: 50, imperfections: Shops.Worse);
        var truth = new TruthRecord(Shops.Pane);
        var lines = Run(shop, 0, 1, new Random(1), truth).Values.Sum(topic => topic.Count);
        var want = Enumerable.Range(0, 50).SelectMany(user => StraightShop.Of(shop, user, Shops.Campaigns, new Timestamp(Last.Milliseconds + 1))).ToList();

        truth.Panes.Sum(pane => pane.EventCount).ShouldBe(lines);
        truth.Panes.Sum(pane => pane.Lost).ShouldBe(want.Count(e => e.Kind == EmissionKind.Lost));
        truth.Panes.Sum(pane => pane.Late).ShouldBe(want.Count(e => e.Kind == EmissionKind.Late));
        truth.Panes.Sum(pane => pane.Duplicates).ShouldBe(want.Count(e => e.Kind == EmissionKind.Duplicate));
        var held = want.Count(e => e.Kind <= EmissionKind.Duplicate && e.Due >= Shops.Noon.Plus(25).Milliseconds && e.Time < Shops.Noon.Plus(25).Milliseconds && e.Due <= Shops.Noon.Plus(25.5).Milliseconds);
        truth.Panes.Sum(pane => pane.Held).ShouldBeInRange(1, held);
        truth.Panes.Sum(pane => pane.Reordered).ShouldBeInRange(lines - lines / 1000, lines);
        truth.Panes.Sum(pane => pane.Failures).ShouldBe(want.Count(e => e.Kind == EmissionKind.Failed));
        truth.Panes.Sum(pane => pane.Cents).ShouldBe(want.Sum(e => e.Kind == EmissionKind.Lost ? 0 : e.Cents));
        foreach (var pane in truth.Panes)
            foreach (var type in Enum.GetValues<EventType>())
                pane.Events(type).ShouldBe(want.Count(e => e.Type == type && e.Kind <= EmissionKind.Duplicate && e.Time >= pane.Start.Milliseconds && e.Time < pane.Start.Milliseconds + 10_000));
    }

    /// <summary>Runs a shard through Last: random horizons, answers in random order, now and then a rebuild; the lines of each topic.</summary>
    private static Dictionary<Topic, List<string>> Run(Shop shop, int shard, int shards, Random random, TruthRecord? truth = null)
    {
        var simulation = new ShardSimulation(shop, shard, shards, Shops.Pane);
        var shoppers = new Dictionary<int, Shopper>();
        var lines = Enumerable.Range(0, 4).ToDictionary(i => (Topic)i, _ => new List<string>());
        simulation.Rebuild(shop.Run.From, Shops.Campaigns);
        while (simulation.At < Last)
        {
            if (random.Next(20) == 0) simulation.Rebuild(simulation.At, Shops.Campaigns);
            simulation.Plan(Timestamp.Earlier(Last, simulation.At.Plus(random.NextDouble() * 4 + 0.001)), out var step).ShouldBeTrue();
            var due = simulation.Due.ToArray();
            random.Shuffle(due);
            foreach (var user in due)
            {
                if (random.Next(10) == 0 || !shoppers.TryGetValue(user, out var shopper)) shopper = shoppers[user] = new Shopper(shop, user);
                if (!shopper.Holds(step.From)) shopper.Rebuild(step.From, Shops.Campaigns);
                var events = EventBuffer.Rent();
                while (shopper.Walk(step.To, Shops.Campaigns, events)) { }
                simulation.Accept(user, events, shopper.NextDue).ShouldBeTrue();
            }
            using var batch = simulation.Complete(1);
            batch.Progress.Through.ShouldBe(step.To);
            if (truth is not null && batch.Truth.Length > 0) truth.Add(TruthRecord.Parse(batch.Truth.Span));
            foreach (var (topic, all) in lines) Read(batch, topic, all, shard, shards);
        }
        return lines;
    }

    private static void Read(ShardBatch batch, Topic topic, List<string> into, int shard, int shards)
    {
        if (batch.EventsOrNull(topic) is not { } records) return;
        var copy = System.Buffers.ArrayPool<byte>.Shared.Rent(records.Length);
        records.Bytes.CopyTo(copy);
        using var read = new RecordBatch(shard, topic, copy, records.Length, records.Count, 0, records.Count, default);
        foreach (var record in read)
        {
            Partitioner.ShardOf(record.Key, shards).ShouldBe(shard);
            into.Add(Encoding.UTF8.GetString(record.Value));
        }
    }
}
