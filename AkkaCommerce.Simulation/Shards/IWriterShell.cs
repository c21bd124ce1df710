using AkkaCommerce.Ingestion.Log;
using AkkaCommerce.Simulation.Shoppers;

namespace AkkaCommerce.Simulation.Shards;

/// <summary>What a writer's core asks of the world. Nothing here may call back into the core before it has returned.</summary>
/// <typeparam name="TAddress">How a living shopper is reached.</typeparam>
public interface IWriterShell<in TAddress> where TAddress : class
{
    /// <summary>A number that no incarnation of any writer has had.</summary>
    long NextIncarnation();

    /// <summary>Opens the log's writer, then reads whether the simulation retires; answered by Opened, or by Failed.</summary>
    void Open(long incarnation);

    /// <summary>Hands a batch, and its ownership, to the log; answered by Committed or Failed. Never two at a time.</summary>
    void Commit(long incarnation, ShardBatch batch);

    /// <summary>Sends a walk to a shopper directly, or, without an address, through the region.</summary>
    void Send(Walk walk, int user, TAddress? address);

    /// <summary>Asks a shopper to leave.</summary>
    void Dismiss(TAddress address);

    /// <summary>The log's writer of this incarnation is of no use any more.</summary>
    void Close(long incarnation);
}
