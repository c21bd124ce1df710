using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Ingestion.Log;
using AkkaCommerce.Simulation.Shoppers;

namespace AkkaCommerce.Simulation.Shards;

/// <summary>
/// One shard of the shop: who of its members is due when, and one step at a time that gathers their events into a batch for the log. It knows no
/// clock, no log and no actor. Not thread-safe.
/// </summary>
public sealed class ShardSimulation
{
    /// <param name="shop">The shop whose users with this shard's hash are its members.</param>
    /// <param name="pane">The length of a pane: steps end on a pane's end where they pass one, truth is counted by pane.</param>
    public ShardSimulation(Shop shop, int shard, int shards, TimeSpan pane) => (Shop, Shard, Shards, Pane) = (shop, shard, shards, pane);

    public Shop Shop { get; }
    public int Shard { get; }
    public int Shards { get; }
    public TimeSpan Pane { get; }

    /// <summary>How many users belong to the shard.</summary>
    public int Members => throw new NotImplementedException();

    /// <summary>All due up to here is in a completed batch, or was before the last <see cref="Rebuild"/>.</summary>
    public Timestamp At { get; private set; }

    /// <summary>The step being gathered, or null.</summary>
    public ShardStep? Step { get; private set; }

    /// <summary>The users to be walked in the step, ascending. Valid until the step is completed or abandoned.</summary>
    public ReadOnlySpan<int> Due => throw new NotImplementedException();

    /// <summary>How many of <see cref="Due"/> have not answered yet.</summary>
    public int Waiting => throw new NotImplementedException();

    /// <summary>Whether a step is planned and everyone due has answered.</summary>
    public bool IsGathered => throw new NotImplementedException();

    /// <summary>Forgets everything and works out when each member is due next, as of a moment. Microseconds a member.</summary>
    public void Rebuild(Timestamp at, CampaignList campaigns) => throw new NotImplementedException();

    /// <summary>
    /// Plans the next step, (<see cref="At"/>, to] with to at most <paramref name="horizon"/>: some ten thousand events or 64 panes, ending on
    /// a pane's end where it passes one. False when the horizon is reached. Throws while a step is being gathered.
    /// </summary>
    public bool Plan(Timestamp horizon, out ShardStep step) => throw new NotImplementedException();

    /// <summary>Whether the step still waits for this user's answer.</summary>
    public bool IsWaitingFor(int user) => throw new NotImplementedException();

    /// <summary>
    /// Takes a user's answer to the step, and its buffer. False for a second answer, or a user that is not due: then the buffer is left alone.
    /// </summary>
    public bool Accept(int user, EventBuffer events, Timestamp nextDue) => throw new NotImplementedException();

    /// <summary>
    /// Ends the gathered step: its events merged into time order in each topic (whatever the order of the answers: the same bytes), its progress
    /// and its truth. <see cref="At"/> moves to the step's end.
    /// </summary>
    public ShardBatch Complete(long number) => throw new NotImplementedException();

    /// <summary>Drops the step: <see cref="At"/> stays, the next plan asks the same again.</summary>
    public void Abandon() => throw new NotImplementedException();
}
