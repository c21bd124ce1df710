using AkkaCommerce.Ingestion.Log;
using AkkaCommerce.Node.Commands;
using AkkaCommerce.Node.Configuration;
using AkkaCommerce.Simulation.Clock;
using AkkaCommerce.Tests.Node.Processes;
using AkkaCommerce.Tests.Simulation.Hosting;

namespace AkkaCommerce.Tests.Node.Clustering;

/// <summary>Several nodes are one shop, whatever becomes of them: its events and windows are those of a node alone.</summary>
[Trait("Category", "Faults")]
[Collection(nameof(Alone))]
public sealed class ClusterTests : IAsyncLifetime
{
    private readonly ShopOfNodes _shop = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _shop.DisposeAsync().AsTask();

    [Fact]
    public async Task Three_nodes_share_the_shards_and_make_what_one_makes()
    {
        var first = await _shop.StartAsync();
        await _shop.StartAsync();
        await _shop.StartAsync();

        var view = await first.ViewAsync(view => view.Nodes.All(node => Simulated(view, node) == 2 && view.Shards.Count(shard => shard.Analysed == node.Address) == 2));

        view.Nodes.Select(node => node.Status).ShouldBe(["up", "up", "up"]);
        view.Shards.Select(shard => shard.Shard).ShouldBe([0, 1, 2, 3, 4, 5]);
        await IsThatOfOneAsync();
    }

    [Fact]
    public async Task Nodes_that_leave_hand_over_what_they_have()
    {
        var first = await _shop.StartAsync();
        var (second, third) = (await _shop.StartAsync(), await _shop.StartAsync());
        await third.ViewAsync(view => view.Nodes.All(node => Simulated(view, node) > 0));

        await first.DisposeAsync();
        var without = await third.ViewAsync(view => view.Nodes.Count == 2 && view.Shards.All(shard => shard.Simulated is not null));
        await second.DisposeAsync();

        without.Nodes.Select(node => node.Address).ShouldBe([second.Address, third.Address]);
        await IsThatOfOneAsync();
    }

    [Fact]
    public async Task A_node_cut_off_from_the_others_is_given_up_and_stops_and_nothing_is_lost_or_doubled()
    {
        var cut = await _shop.StartAsync();
        ShopNode[] others = [await _shop.StartAsync(), await _shop.StartAsync()];
        await cut.ViewAsync(view => view.Nodes.All(node => Simulated(view, node) == 2));

        foreach (var other in others) await Task.WhenAll(cut.CutFromAsync(other), other.CutFromAsync(cut));

        (await Should.ThrowAsync<WorkFailedException>(() => cut.Kept.WaitAsync(ShopOfNodes.Patience))).Message.ShouldStartWith("the other nodes went on without this one");
        var view = await others[0].ViewAsync(view => view.Nodes.Count == 2 && view.Shards.Count(shard => shard.Simulated is not null) == 6);
        view.Nodes.ShouldAllBe(node => node.IsReachable && node.Answers);
        await IsThatOfOneAsync();
    }

    [Fact]
    public async Task Roles_are_where_they_were_asked_for()
    {
        var simulation = await _shop.StartAsync(Roles.Simulation);
        var analytics = await _shop.StartAsync(Roles.Analytics);
        var dashboard = await _shop.StartAsync(Roles.Dashboard);

        var view = await dashboard.ViewAsync(view => view.Shards.Count == 6 && view.Shards.All(shard => shard.Simulated is not null && shard.Analysed is not null));

        view.Shards.Select(shard => (shard.Simulated, shard.Analysed)).Distinct().ShouldBe([(simulation.Address, analytics.Address)]);
        view.Nodes.Select(node => string.Join(' ', node.Roles)).ShouldBe(["simulation", "analytics", "dashboard"]);
        await IsThatOfOneAsync();
    }

    [Fact]
    public async Task A_node_of_another_shop_is_refused_with_the_difference()
    {
        await _shop.StartAsync();

        var otherLog = _shop.Begin(Roles.Simulation, new ShopSpeed(300), log: "another");
        var otherSpeed = _shop.Begin(Roles.Simulation, ShopSpeed.Max);

        (await Should.ThrowAsync<StoreRefusedException>(() => otherLog.Kept.WaitAsync(ShopOfNodes.Patience))).Message
            .ShouldBe($"the cluster of {_shop.Seed} is not of this shop: there the log is {_shop.Log.Identity}, not another");
        (await Should.ThrowAsync<StoreRefusedException>(() => otherSpeed.Kept.WaitAsync(ShopOfNodes.Patience))).Message.ShouldEndWith("there speed is 300, not max");
    }

    private static int Simulated(AkkaCommerce.Node.Clustering.ClusterView view, AkkaCommerce.Node.Clustering.NodeView node) =>
        view.Shards.Count(shard => shard.Simulated == node.Address);

    /// <summary>To the end: the events are those made without actors, the windows those of a node alone.</summary>
    private async Task IsThatOfOneAsync()
    {
        await _shop.FinishedAsync();
        (await LoggedEvents.OfAsync(_shop.Log)).ShouldBe(await LoggedEvents.StraightAsync(_shop.Run));
        await using var alone = new ShopOfNodes { Run = _shop.Run };
        await alone.StartAsync(speed: 100_000);
        await alone.FinishedAsync();
        var finals = _shop.Finals();
        finals.Count.ShouldBeGreaterThan(300);
        finals.ShouldBe(alone.Finals());
    }
}
