using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Tests.Simulator.Analysis;

namespace AkkaCommerce.Tests.Simulator.Shop;

/// <summary>Whoever reads what the shop's writers commit, in the same thread and order.</summary>
internal interface IShopReaders
{
    /// <summary>Each shard's, which the writers write to.</summary>
    IReadOnlyList<ModelPartition> Partitions { get; }

    /// <summary>The time at which the log appends.</summary>
    long Wall { get; }

    /// <summary>How far the slowest has come; null: not all of them live.</summary>
    Timestamp? SlowestThrough { get; }

    /// <summary>Whether there is nothing left to read, or to make of what was read.</summary>
    bool IsDone { get; }

    /// <summary>What must hold in the end.</summary>
    void Check();
}
