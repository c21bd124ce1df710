using System.Text;
using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Simulation.Shoppers;

namespace AkkaCommerce.Tests.Simulator.Shop;

/// <summary>What must hold in the end, whatever happened.</summary>
internal sealed class ShopChecks(ShopSimulator simulator)
{
    [ThreadStatic] private static ShopChecks? Running;

    private readonly Dictionary<(int User, long Start), (Campaign? Lift, bool Closed)> _looks = [];

    /// <summary>Those of the simulator that runs on this thread now.</summary>
    public static ShopChecks? Current
    {
        get => Running;
        set => Running = value;
    }

    /// <summary>A shopper looks at which campaigns hold at a start: every look must see the same.</summary>
    public void Looks(int user, long start, CampaignList campaigns)
    {
        if (start <= simulator.World.From.Milliseconds) return;
        var (lift, closed) = (campaigns.LiftAt(new Timestamp(start)), campaigns.IsClosed(new Timestamp(start)));
        if (_looks.TryAdd((user, start), (lift, closed)) || _looks[(user, start)] == (lift, closed)) return;
        simulator.Fail($"shopper {user}, visit at {start}: campaigns seen {_looks[(user, start)]} and {(lift, closed)}");
    }

    public bool AreAllTaken() => simulator.Commands.All(command => simulator.Journal.Campaigns.Exists(c => c.Id == command.Id));

    public void Check()
    {
        if (!simulator.Retires && !simulator.Retired) CheckEnd();
        var campaigns = new CampaignList(0, [.. simulator.Journal.Campaigns]);
        for (var shard = 0; shard < simulator.World.Shards; shard++) Check(shard, campaigns);
        foreach (var ((user, start), seen) in _looks)
            if (seen != (campaigns.LiftAt(new Timestamp(start)), campaigns.IsClosed(new Timestamp(start))))
                simulator.Fail($"shopper {user}, visit at {start}: campaigns seen {seen}, in force others");
        if (simulator.IsCalm && simulator.LiveShoppers == 1000 && simulator.Rebuilds > simulator.Created)
            simulator.Fail($"undisturbed, yet {simulator.Rebuilds} rebuilds of {simulator.Created} shoppers");
    }

    private void CheckEnd()
    {
        foreach (var (shard, log) in simulator.Logs.Index())
            if (log.Through != simulator.World.Goal)
                simulator.Fail($"stall: shard {shard} at {log.Through} of {simulator.World.Goal}");
        foreach (var command in simulator.Commands)
            if (simulator.Journal.Campaigns.Count(c => c.Id == command.Id) is var times and not 1)
                simulator.Fail($"command {command.Id} taken up {times} times");
    }

    private void Check(int shard, CampaignList campaigns)
    {
        if (simulator.Logs[shard].Through is not { } last) return;
        var straight = new UndisturbedShard(simulator.World, shard, last, campaigns);
        var (at, next) = (Timestamp.Min, 0);
        var times = new long[4];
        foreach (var transaction in simulator.Logs[shard].Done)
        {
            if (transaction.Through <= at) simulator.Fail($"shard {shard}: through {transaction.Through} follows {at}");
            at = transaction.Through;
            var first = next;
            while (next < straight.Records.Count && straight.Records[next].Due <= at.Milliseconds) next++;
            Compare(shard, at, straight, straight.Records[first..next], transaction);
            if (simulator.World.InTimeOrder) CheckOrder(shard, straight, transaction, times);
            CheckTruth(shard, at, straight, transaction);
            if (simulator.Failures.Count > 0) return;
        }
    }

    private void CheckTruth(int shard, Timestamp at, UndisturbedShard straight, Transaction transaction)
    {
        var truth = straight.TruthThrough(at);
        var expected = truth.Panes.Count > 0 ? truth.ToJson() : [];
        if (!transaction.Truth.Span.SequenceEqual(expected))
            simulator.Fail($"shard {shard} through {at}: truth {Encoding.UTF8.GetString(transaction.Truth.Span)}, expected {Encoding.UTF8.GetString(expected)}");
    }

    private void Compare(int shard, Timestamp at, UndisturbedShard straight, List<Expected> expected, Transaction transaction)
    {
        var counts = new Dictionary<(int, ulong), int>();
        foreach (var record in expected) counts[((int)record.Topic, record.Hash)] = counts.GetValueOrDefault(((int)record.Topic, record.Hash)) + 1;
        foreach (var (topic, records) in transaction.Records.Index())
            foreach (var hash in records)
                counts[(topic, hash)] = counts.GetValueOrDefault((topic, hash)) - 1;
        foreach (var ((topic, hash), count) in counts)
            if (count != 0)
                simulator.Fail($"shard {shard} through {at}: {(count > 0 ? "missing" : "too many")} {straight.Texts.GetValueOrDefault(hash, $"of topic {topic}, unknown")}");
    }

    private void CheckOrder(int shard, UndisturbedShard straight, Transaction transaction, long[] times)
    {
        foreach (var (topic, records) in transaction.Records.Index())
            foreach (var hash in records)
            {
                var time = straight.Times.GetValueOrDefault(hash);
                if (time < times[topic]) simulator.Fail($"shard {shard}: topic {topic} out of order at {new Timestamp(time)}");
                times[topic] = time;
            }
    }
}
