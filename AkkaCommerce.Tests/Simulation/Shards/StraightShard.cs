using System.Text;
using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Ingestion.Log;
using AkkaCommerce.Ingestion.Log.Truth;
using AkkaCommerce.Simulation.Shards;
using AkkaCommerce.Simulation.Shoppers;

namespace AkkaCommerce.Tests.Simulation.Shards;

/// <summary>What an undisturbed shard of all shoppers writes, by its core alone.</summary>
internal sealed class StraightShard
{
    private readonly List<LogCommit> _commits = [];

    public StraightShard(Shop shop, CampaignList campaigns, Timestamp through)
    {
        var shard = new ShardSimulation(shop, 0, 1, Shops.Pane);
        shard.Rebuild(shop.Run.From, campaigns);
        while (shard.Plan(through, out var step))
        {
            foreach (var user in shard.Due)
            {
                var (shopper, events) = (new Shopper(shop, user), EventBuffer.Rent());
                shopper.Rebuild(step.From, campaigns);
                while (shopper.Walk(step.To, campaigns, events)) { }
                shard.Accept(user, events, shopper.NextDue);
            }
            using var batch = shard.Complete(1);
            _commits.Add(LogCommit.Of(batch));
        }
    }

    /// <summary>The records of the four topics of events, in order.</summary>
    public IReadOnlyList<string> Records() =>
        [.. Enumerable.Range(0, Topics.EventTopics).SelectMany(topic => _commits.SelectMany(commit => commit.Records[topic]))];

    public string Truth()
    {
        var truth = new TruthRecord(Shops.Pane);
        foreach (var commit in _commits)
            if (commit.Truth is { } json) truth.Add(TruthRecord.Parse(Encoding.UTF8.GetBytes(json)));
        return Encoding.UTF8.GetString(truth.ToJson());
    }
}
