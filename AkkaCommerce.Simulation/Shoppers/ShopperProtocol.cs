using Akka.Actor;
using AkkaCommerce.Ingestion.Events;

namespace AkkaCommerce.Simulation.Shoppers;

/// <summary>
/// To a shopper: do all that is due in (from, to] and answer <see cref="Walked"/>. One instance serves all shoppers of a step. Asked again, a
/// shopper answers the same again, byte for byte.
/// </summary>
/// <param name="Incarnation">Who asks: a writer's incarnation, never used twice.</param>
/// <param name="Step">The writer's number of the step.</param>
/// <param name="Campaigns">What visits of this step, and those before it that a rebuild looks back on, obey.</param>
public sealed record Walk(long Incarnation, long Step, Timestamp From, Timestamp To, CampaignList Campaigns);

/// <summary>A <see cref="Walk"/> on its way through the region, which finds or makes the shopper.</summary>
public sealed record WalkOf(int User, Walk Walk);

/// <summary>
/// A shopper's answer: what it did, and when it is due next. The events' buffer is given away with it. An answer of another step or
/// incarnation, or a second one, is dropped. It never leaves the node: shopper and writer live in one shard.
/// </summary>
public sealed record Walked(long Incarnation, long Step, int User, EventBuffer Events, Timestamp NextDue) : INoSerializationVerificationNeeded;

/// <summary>From the writer, to the shopper longest away: leave, and make room. What it knows can be made again.</summary>
public sealed record Leave : INoSerializationVerificationNeeded
{
    public static Leave Instance { get; } = new();
}

/// <summary>The shard moves or the node stops: finish what is under way and stop. A writer commits what it has gathered; a shopper just stops.</summary>
public sealed record Finish : INoSerializationVerificationNeeded
{
    public static Finish Instance { get; } = new();
}
